// Safety: nobody has a key or a password, nothing is public, everything is encrypted on its way, and no secret passes
// through a deployment.

import { File, typeOf } from './project.mjs'
import { children, expressions, literal, walk } from './syntax.mjs'
import { inLoop, values } from './values.mjs'

const yes = [true]
const no = [false]

// Of each type: what must be set, and to which values.
const demands = {
  'Microsoft.Storage/storageAccounts': {
    'properties.allowSharedKeyAccess': no, 'properties.allowBlobPublicAccess': no, 'properties.supportsHttpsTrafficOnly': yes,
    'properties.minimumTlsVersion': ['TLS1_2', 'TLS1_3'],
  },
  'Microsoft.Storage/storageAccounts/blobServices/containers': { 'properties.publicAccess': ['None'] },
  'Microsoft.ServiceBus/namespaces': { 'properties.disableLocalAuth': yes, 'properties.minimumTlsVersion': ['1.2', '1.3'] },
  'Microsoft.Sql/servers': { 'properties.minimalTlsVersion': ['1.2', '1.3'], 'properties.administrators.azureADOnlyAuthentication': yes },
  'Microsoft.KeyVault/vaults': { 'properties.enableRbacAuthorization': yes, 'properties.enablePurgeProtection': yes, 'properties.enableSoftDelete': yes },
  'Microsoft.KeyVault/vaults/keys': { 'properties.attributes.exportable': no },
  'Microsoft.Insights/components': { 'properties.DisableLocalAuth': yes },
  'Microsoft.OperationalInsights/workspaces': { 'properties.features.disableLocalAuth': yes },
  'Microsoft.Web/sites': {
    'properties.httpsOnly': yes, 'properties.siteConfig.minTlsVersion': ['1.2', '1.3'], 'properties.siteConfig.scmMinTlsVersion': ['1.2', '1.3'],
    'properties.siteConfig.ftpsState': ['Disabled'],
  },
  'Microsoft.Web/sites/basicPublishingCredentialsPolicies': { 'properties.allow': no },
}

export async function checkHardening(project, schemas) {
  const found = []
  for (const file of project.templates()) {
    for (const resource of file.of('resource').filter((r) => !r.existing)) found.push(...demanded(file, resource))
    found.push(...outputs(file), ...await sensitive(file, schemas))
  }
  for (const file of project.files.values()) found.push(...texts(file))
  return found
}

function demanded(file, resource) {
  const { type } = typeOf(resource)
  const locals = resource.loop ? inLoop(resource.loop, file) : new Map()
  return Object.entries(demands[type] ?? {}).flatMap(([path, allowed]) => {
    let at = resource.nameAt
    let now = [resource.value]
    for (const name of path.split('.')) {
      now = now.flatMap((o) => {
        const property = o.kind === 'object' && o.properties.find((p) => p.name === name)
        at = property?.at ?? at
        return property ? values(property.value, file, locals) : [{ kind: 'missing' }]
      })
    }
    const wrong = now.some((v) => !allowed.includes(v.kind === 'boolean' ? v.value : literal(v)))
    return wrong ? [file.finding(at, `${path} of ${type} must be ${allowed.join(' or ')}; set it`)] : []
  })
}

/** outputs finds those that would show a secret: whoever may read a deployment reads its outputs. */
function outputs(file) {
  const secret = (name, seen = new Set()) => {
    const d = file.byName.get(name)
    if (!d || seen.has(name)) return false
    if (d.kind === 'param') return Boolean(File.decorator(d, 'secure'))
    return d.kind === 'var' && uses(d.value).some((n) => secret(n, seen.add(name)))
  }
  return file.of('output')
    .filter((o) => uses(o.value).some((n) => secret(n)) || connection(o.value))
    .map((o) => file.finding(o.nameAt, `the output ${o.name} shows a secret to everybody who may read deployments; remove it`))
}

function uses(e) {
  const names = []
  walk(e, (x) => x.kind === 'name' && names.push(x.name))
  return names
}

const connection = (e) => (e.kind === 'member' && /connectionString|InstrumentationKey/i.test(e.name)) || children(e).some(connection)

/** sensitive finds passwords and keys that are written into a resource. */
async function sensitive(file, schemas) {
  const found = []
  for (const resource of file.of('resource')) {
    const schema = await schemas.of(typeOf(resource).type)
    const names = new Set([...(schema?.types.values() ?? [])].flatMap((t) => t.properties ?? []).filter((p) => /sensitive/.test(p.modifiers)).map((p) => p.name))
    walk(resource.value, (e) => {
      for (const p of e.kind === 'object' ? e.properties : []) {
        if (names.has(p.name)) found.push(file.finding(p.at, `${p.name} is a password or key; sign in with an identity instead`))
      }
    })
  }
  return found
}

const secrets = [
  [/AccountKey=|SharedAccessKey|SharedAccessSignature=|[?&]sig=|DefaultEndpointsProtocol=/i, 'holds a key; use the identity'],
  [/\b(?:password|pwd)=/i, 'holds a password; use the identity'],
  [/-----BEGIN|PRIVATE\+KEY\+/, 'holds a private key; put it into the vault'],
  [/\b(?:0x)?[0-9a-f]{64}\b/i, 'looks like a secret of 32 bytes; put it into the vault'],
  [/:\/\/[^/\s'@]+:[^/\s'@]+@/, 'holds a password in an address; put it into the vault'],
]

const suffixes = /(?:^|\.)(?:(?:blob|table|queue|file|dfs)\.core\.windows\.net|database\.windows\.net|vault\.azure\.net|vaultcore\.azure\.net|servicebus\.windows\.net|azurewebsites\.net|management\.azure\.com|login\.microsoftonline\.com)/i

function texts(file) {
  const found = []
  const visit = (e) => {
    for (const part of e.kind === 'string' ? e.parts.filter((p) => typeof p === 'string') : []) {
      for (const [pattern, what] of secrets) if (pattern.test(part)) found.push(file.finding(e.at, `this text ${what}`))
      // Zones of private endpoints have names of their own, which no suffix gives.
      if (suffixes.test(part) && !part.startsWith('privatelink.')) {
        found.push(file.finding(e.at, 'the address is of one cloud only; use environment().suffixes or the property of the resource'))
      }
    }
    for (const child of children(e)) visit(child)
  }
  for (const d of file.declarations) {
    // What people are told in a description is no address that anything goes to.
    for (const e of expressions(d).filter((x) => !d.decorators?.includes(x))) visit(e)
  }
  return found
}
