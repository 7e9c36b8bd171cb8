import { appsflyerDestination } from './definition'

/** What Segment's monorepo expects of a destination's folder. The package exports the named function alone. */
export default appsflyerDestination()
