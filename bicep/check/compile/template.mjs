// A file as an ARM template; modules become deployments inside it.

import { join } from 'node:path'
import { File, typeOf } from '../project.mjs'
import { literal } from '../syntax.mjs'
import { expression, inline, json } from './expression.mjs'
import { copyOf, deployments, Names, property } from './scope.mjs'

/** template gives the ARM template of a .bicep file: what az bicep build makes of it, but for the order of some keys. */
export function template(project, file) {
  const names = new Names(file, (path) => project.read(join(file.path, '..', path)))
  const out = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: Object.fromEntries(file.of('param').map((d) => [d.name, parameter(d, names)])),
    variables: variables(file, names),
    resources: [],
    outputs: Object.fromEntries(file.of('output').map((d) => [d.name, output(d, names)])),
  }
  for (const d of file.declarations) {
    if (d.kind === 'resource' && !d.existing) out.resources.push(resource(d, names))
    if (d.kind === 'module') out.resources.push(module(d, names, project, file))
  }
  return out
}

function parameter(d, names) {
  const of = (name) => File.decorator(d, name)
  const value = (name) => of(name) && json(of(name), names)
  return present({
    type: of('secure') ? `secure${d.type}` : d.type,
    defaultValue: d.value && json(d.value, names),
    allowedValues: value('allowed'),
    minLength: value('minLength'), maxLength: value('maxLength'), minValue: value('minValue'), maxValue: value('maxValue'),
    metadata: { description: literal(of('description')) },
  })
}

function variables(file, names) {
  const out = {}
  const copies = []
  for (const d of file.of('var')) {
    if (names.runtime(d.value)) continue // stands where it is used
    if (d.value.kind !== 'for') {
      out[d.name] = json(d.value, names)
      continue
    }
    const inside = names.loop(d.value, `copyIndex('${d.name}')`)
    copies.push({ name: d.name, count: `[length(${inline(d.value.over, names)})]`, input: json(d.value.body, inside) })
  }
  return copies.length > 0 ? { copy: copies, ...out } : out
}

function output(d, names) {
  const metadata = { description: literal(File.decorator(d, 'description')) }
  if (d.value.kind !== 'for') return { type: d.type, metadata, value: json(d.value, names) }
  const inside = names.loop(d.value, 'copyIndex()')
  return { type: d.type, metadata, copy: { count: `[length(${inline(d.value.over, names)})]`, input: json(d.value.body, inside) } }
}

function resource(d, names) {
  const { type, version } = typeOf(d)
  const inside = names.inside({ declaration: d })
  const path = inside.path({ declaration: d })
  const scope = property(d, 'scope')
  const body = { ...d.value, properties: d.value.properties.filter((p) => !['name', 'parent', 'scope', 'dependsOn'].includes(p.name)) }
  return present({
    condition: d.condition && expression(d.condition, inside),
    copy: copyOf(d, names),
    type, apiVersion: version,
    name: path.length > 1 ? `[format('${path.map((_, i) => `{${i}}`).join('/')}', ${path.join(', ')})]` : json(property(d, 'name'), inside),
    scope: scope && `[${inside.relative(inside.target(scope))}]`,
    ...json(body, inside),
    dependsOn: dependsOn(d, inside),
  })
}

function module(d, names, project, file) {
  const inside = names.inside({ declaration: d })
  const params = property(d, 'params')?.properties ?? []
  return present({
    condition: d.condition && expression(d.condition, inside),
    copy: copyOf(d, names),
    type: 'Microsoft.Resources/deployments', apiVersion: deployments,
    name: json(property(d, 'name'), inside),
    properties: {
      expressionEvaluationOptions: { scope: 'inner' },
      mode: 'Incremental',
      parameters: Object.fromEntries(params.map((p) => [p.name, { value: json(p.value, inside) }])),
      template: template(project, project.target(file, d.of)),
    },
    dependsOn: dependsOn(d, inside),
  })
}

/** dependsOn gives what a declaration refers to, and what it says itself. */
function dependsOn(d, names) {
  const found = new Set()
  if (d.condition) names.needs(d.condition, found)
  names.needs(d.value, found)
  return found.size > 0 ? [...found].sort() : undefined
}

const present = (o) => Object.fromEntries(Object.entries(o).filter(([, v]) => v !== undefined))
