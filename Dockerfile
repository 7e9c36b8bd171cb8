# The connector as Airbyte runs it. Build: docker build -t ghcr.io/appsflyer-destination/destination-appsflyer:0.1.0 .

FROM node:24.20.0-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM node:24.20.0-bookworm-slim AS packages
WORKDIR /packages
ENV NODE_ENV=production
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM node:24.20.0-bookworm-slim
LABEL io.airbyte.version="0.1.0" \
      io.airbyte.name="ghcr.io/appsflyer-destination/destination-appsflyer" \
      org.opencontainers.image.title="AppsFlyer destination" \
      org.opencontainers.image.source="https://github.com/appsflyer-destination/appsflyer-destination" \
      org.opencontainers.image.licenses="MIT"
# Airbyte runs its containers as uid 1000, which the base image calls node. Nothing is installed here any more, so the
# package managers go.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack \
    /opt/yarn-* /usr/local/bin/yarn /usr/local/bin/yarnpkg \
 && usermod --login airbyte --home /home/airbyte --move-home node \
 && groupmod --new-name airbyte node \
 && mkdir /airbyte \
 && chown airbyte:airbyte /airbyte
WORKDIR /airbyte/integration_code
COPY --from=packages /packages/node_modules ./node_modules
COPY --from=build /build/package.json ./package.json
COPY --from=build /build/bin ./bin
COPY --from=build /build/dist/spec ./dist/spec
COPY --from=build /build/dist/src ./dist/src
ENV NODE_ENV=production \
    AIRBYTE_ENTRYPOINT="/usr/local/bin/node /airbyte/integration_code/bin/destination-appsflyer"
USER 1000:1000
WORKDIR /airbyte
ENTRYPOINT ["/usr/local/bin/node", "/airbyte/integration_code/bin/destination-appsflyer"]
