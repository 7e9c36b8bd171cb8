import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { contracts } from '../../../spec/appsflyer/events/contracts'
import { PULL_API_BASE_URL } from '../../../spec/appsflyer/raw-data/pull-api'
import { pythonTools, testWith } from '../python-tools'
import { pairsOf, readDockerfile, root } from './read-dockerfile'

const { version, homepage, repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const metadata = parse(readFileSync(join(root, 'metadata.yaml'), 'utf8'))

const airbytesKeys =
  `name definitionId connectorType connectorSubtype dockerRepository dockerImageTag license documentationUrl
  githubIssueLabel releaseStage supportLevel icon tags allowedHosts registryOverrides supportsDataActivation supportsRefreshes
  ab_internal`.split(/\s+/)

test('the keys are those the registry takes', () => {
  expect(Object.keys(metadata)).toEqual(['metadataSpecVersion', 'data'])
  expect(Object.keys(metadata.data).sort()).toEqual(airbytesKeys.sort())
})

test('what it says is so', () => {
  expect(metadata.data).toMatchObject({
    connectorType: 'destination',
    connectorSubtype: 'api',
    dockerImageTag: version,
    license: 'MIT',
    supportsDataActivation: true,
    tags: ['language:typescript'],
  })
  expect(metadata.data.definitionId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  const addresses = [...Object.values(contracts).map(({ baseUrl }) => baseUrl), PULL_API_BASE_URL]
  const hosts = addresses.map((address) => new URL(address).hostname)
  expect(metadata.data.allowedHosts.hosts).toEqual([...new Set(hosts)].sort().concat('*.amazonaws.com'))
})

test("its names are the project's own, the same everywhere, and none of Airbyte's", () => {
  const { dockerRepository, documentationUrl, githubIssueLabel } = metadata.data
  const [, owner = ''] = /^https:\/\/github\.com\/([a-z-]+)\//.exec(homepage) ?? []
  expect(dockerRepository).toBe(`ghcr.io/${owner}/${githubIssueLabel}`)
  expect(repository.url).toBe(`git+${homepage}.git`)
  expect(`${dockerRepository} ${documentationUrl.replace('docs/airbyte.md', '')}`).not.toContain('airbyte')
  const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8')
  expect(dockerfile).toContain(`docker build -t ${dockerRepository}:${version} .`)
  const stages = readDockerfile()
  expect(pairsOf(stages.at(-1) ?? stages[0], 'LABEL')).toMatchObject({
    'io.airbyte.name': dockerRepository,
    'org.opencontainers.image.source': homepage,
  })
})

test('the icon is there, square and small', () => {
  const icon = readFileSync(join(root, metadata.data.icon), 'utf8')
  expect(icon).toMatch(/^<svg [^>]*viewBox="0 0 250 250"/)
  expect(icon.length).toBeLessThan(5_000)
})

const models = pythonTools([
  'airbyte-connector-models==0.1.12',
  'pydantic==2.12.5',
  'pydantic-core==2.41.5',
  'annotated-types==0.7.0',
  'typing-extensions==4.15.0',
  'typing-inspection==0.4.2',
])

const validate = `
import json, sys
from airbyte_connector_models.metadata.v0.connector_metadata_definition_v0 import ConnectorMetadataDefinitionV0
ConnectorMetadataDefinitionV0.model_validate(json.load(sys.stdin))
`

testWith(models)("Airbyte's published schema takes it, and would not take another key", () => {
  if ('missing' in models) throw new Error(models.missing)
  const check = (value: unknown) =>
    spawnSync(models.python, ['-c', validate], { input: JSON.stringify(value), encoding: 'utf8' })
  expect(check(metadata)).toMatchObject({ status: 0, stderr: '' })
  expect(check({ ...metadata, data: { ...metadata.data, colour: 'blue' } }).stderr).toContain('colour')
})
