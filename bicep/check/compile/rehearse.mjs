// A rehearsal: a template is deployed to nowhere. Every expression is computed, resources come in the order of their
// dependencies, and what refers to a resource must depend on it.

import { compute, path, repeat } from './arm.mjs'

// What resources say about themselves once they are there, as far as templates ask.
const says = {
  'Microsoft.ManagedIdentity/userAssignedIdentities': () => ({ principalId: '22222222-2222-4222-8222-222222222222', clientId: '33333333-3333-4333-8333-333333333333' }),
  'Microsoft.ServiceBus/namespaces': (name) => ({ serviceBusEndpoint: `https://${name}.servicebus.windows.net:443/` }),
  'Microsoft.Storage/storageAccounts': (name) => ({ primaryEndpoints: { blob: `https://${name}.blob.core.windows.net/`, table: `https://${name}.table.core.windows.net/` } }),
  'Microsoft.KeyVault/vaults': (name) => ({ vaultUri: `https://${name}.vault.azure.net/` }),
  'Microsoft.Sql/servers': (name) => ({ fullyQualifiedDomainName: `${name}.database.windows.net` }),
  'Microsoft.Insights/components': () => ({ ConnectionString: 'InstrumentationKey=44444444-4444-4444-8444-444444444444' }),
  'Microsoft.Web/sites': (name) => ({ defaultHostName: `${name}.azurewebsites.net` }),
  'Microsoft.Network/virtualNetworks': (name) => ({ subnets: [0, 1].map((i) => ({ id: `${name}/subnets/${i}` })) }),
}

/** rehearse gives { resources, outputs } of a template with parameters; it throws at the first thing that cannot be. */
export function rehearse(template, given, where = 'mainTemplate') {
  const parameters = parametersOf(template, given, where)
  const context = { copy: {}, functions: {} }
  const outside = { ...context, functions: { parameters: (name) => known(parameters, name, `${where} has no parameter`) } }
  const variables = compute(template.variables, { ...outside, functions: { ...outside.functions, ...variablesOf(template, outside, where)} })
  const deployed = new Map() // id -> outputs, or what it says
  const base = { ...outside, functions: { ...outside.functions, variables: (name) => known(variables, name, `${where} has no variable`) } }
  const listed = Object.values(template.resources) // the Bicep compiler may give them names instead of a list
  const waiting = listed.flatMap((r) => instances(r, base, where))
  const all = new Map(waiting.map((r) => [r.id, r]))
  if (all.size !== waiting.length) throw new Error(`${where} has two resources of one name: ${waiting.map((r) => r.id).find((id, i, ids) => ids.indexOf(id) !== i)}`)
  const copies = new Set(listed.map((r) => r.copy?.name))
  for (const r of waiting) r.dependsOn = r.dependsOn.flatMap((on) => (copies.has(on) ? waiting.filter((w) => w.copy === on).map((w) => w.id) : [on]))
  const resources = []
  while (waiting.length > 0) {
    const next = waiting.findIndex((r) => r.dependsOn.every((on) => deployed.has(on) || all.get(on)?.skipped))
    if (next < 0) throw new Error(`${where}: ${waiting[0].id} waits for what does not come: ${waiting[0].dependsOn.filter((on) => !deployed.has(on)).join(', ')}`)
    const [r] = waiting.splice(next, 1)
    if (r.skipped) continue
    const inside = withReference(r.context, deployed, all, reach(r, all), where)
    if (r.type === 'Microsoft.Resources/deployments') {
      const passed = Object.fromEntries(Object.entries(r.source.properties.parameters).map(([k, v]) => [k, compute(v.value, inside)]))
      const inner = rehearse(r.source.properties.template, passed, `${where}/${r.name}`)
      resources.push(...inner.resources)
      deployed.set(r.id, { properties: { outputs: inner.outputs } })
    } else {
      const { copy, condition, dependsOn, ...body } = r.source
      const done = compute(body, inside)
      resources.push({ ...done, id: r.id })
      deployed.set(r.id, state(r.type, r.id))
    }
  }
  const last = withReference(base, deployed, all, new Set(all.keys()), where)
  const outputs = Object.fromEntries(Object.entries(template.outputs).map(([name, o]) => [name, {
    value: o.copy ? repeat({ ...o.copy, name }, last, (c) => compute(o.copy.input, c)) : compute(o.value, last),
  }]))
  return { resources, outputs }
}

function parametersOf(template, given, where) {
  for (const name of Object.keys(given)) known(template.parameters, name, `${where} is given what it has not, the parameter`)
  return Object.fromEntries(Object.entries(template.parameters).map(([name, p]) => {
    const value = given[name] ?? (p.defaultValue === undefined ? undefined : compute(p.defaultValue, { copy: {}, functions: {} }))
    if (value === undefined) throw new Error(`${where} is not given the parameter ${name}`)
    const is = Array.isArray(value) ? 'array' : { string: 'string', number: 'int', boolean: 'bool', object: 'object' }[typeof value]
    if (is !== p.type.replace('secure', '').toLowerCase()) throw new Error(`${where}: the parameter ${name} is of type ${is}, not ${p.type}`)
    if (p.allowedValues && !p.allowedValues.includes(value)) throw new Error(`${where}: the parameter ${name} may not be ${value}`)
    if (value.length < p.minLength || value.length > p.maxLength || value < p.minValue || value > p.maxValue) throw new Error(`${where}: the parameter ${name} is out of bounds: ${value}`)
    return [name, value]
  }))
}

function known(all, name, otherwise) {
  if (!(name in all)) throw new Error(`${otherwise} ${name}`)
  return all[name]
}

/** variablesOf lets variables refer to one another. */
function variablesOf(template, context, where) {
  const variables = (name) => {
    const looped = template.variables.copy?.find((c) => c.name === name)
    const inside = { ...context, functions: { ...context.functions, variables } }
    if (looped) return repeat(looped, inside, (c) => compute(looped.input, c))
    return compute(known(template.variables, name, `${where} has no variable`), inside)
  }
  return { variables }
}

/** instances gives a resource, or each turn of its copy, with its id and what it depends on. */
function instances(r, context, where) {
  const one = (c) => {
    const inside = c
    const name = compute(r.name, inside)
    const id = idOf(r, name, inside)
    const skipped = r.condition !== undefined && !compute(r.condition, inside)
    return { source: r, type: r.type, name, id, copy: r.copy?.name, skipped, context: inside }
  }
  const made = r.copy ? repeat(r.copy, context, one) : [one(context)]
  for (const m of made) {
    m.dependsOn = (r.dependsOn ?? []).map((d) => compute(d, m.context))
  }
  return made.map((m) => Object.assign(m, { where }))
}

function idOf(r, name, context) {
  const end = path(r.type, name.split('/'))
  const group = '/subscriptions/s/resourceGroups/rg'
  const scope = r.scope ? compute(r.scope, context) : group // relative to the group, or an id
  return `${scope.startsWith('/') ? scope : `${group}/providers/${scope}`}/providers/${end}`
}

/** reach gives everything that a resource depends on, directly or not. */
function reach(r, all, found = new Set()) {
  for (const other of r.dependsOn.map((on) => all.get(on))) {
    if (!other || found.has(other.id)) continue
    found.add(other.id)
    reach(other, all, found)
  }
  return found
}

function withReference(context, deployed, all, reached, where) {
  const reference = (id, version, full) => {
    if (!version) throw new Error(`${where}: reference of ${id} has no API version`)
    const here = all.get(id)
    if (here?.skipped) throw new Error(`${where} asks for ${id}, which is not deployed`)
    if (here && !reached.has(id)) throw new Error(`${where} asks for ${id} and does not depend on it`)
    const [provider, ...rest] = id.split('/providers/').at(-1).split('/')
    const found = deployed.get(id) ?? state([provider, ...rest.filter((_, i) => i % 2 === 0)].join('/'), id)
    return full === 'full' ? found : found.properties
  }
  return { ...context, functions: { ...context.functions, reference } }
}

function state(type, id) {
  return { properties: says[type]?.(id.split('/').at(-1)) ?? {}, identity: { principalId: '55555555-5555-4555-8555-555555555555' } }
}
