// Names of resources that Azure limits: no parameter may make them too long.
// https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules

import { File, typeOf } from './project.mjs'
import { functions } from './language.mjs'
import { literal, walk } from './syntax.mjs'

/** limits: the most characters of a name, and which. */
export const limits = {
  'Microsoft.Storage/storageAccounts': { most: 24, pattern: /^[a-z0-9]*$/, characters: 'lower-case letters and digits' },
  'Microsoft.KeyVault/vaults': { most: 24, pattern: /^[a-zA-Z0-9-]*$/, characters: 'letters, digits and hyphens' },
  'Microsoft.ServiceBus/namespaces': { most: 50, pattern: /^[a-zA-Z0-9-]*$/, characters: 'letters, digits and hyphens' },
  'Microsoft.Web/sites': { most: 60, pattern: /^[a-zA-Z0-9-]*$/, characters: 'letters, digits and hyphens' },
  'Microsoft.Sql/servers': { most: 63, pattern: /^[a-z0-9-]*$/, characters: 'lower-case letters, digits and hyphens' },
}

export function checkLengths(project) {
  const found = []
  for (const file of project.templates()) {
    for (const resource of file.of('resource').filter((r) => !r.existing)) {
      const { type } = typeOf(resource)
      const name = resource.value.properties.find((p) => p.name === 'name')
      if (!limits[type] || !name) continue
      const { most, pattern, characters } = limits[type]
      const length = longest(name.value, file)
      if (!(length <= most)) found.push(file.finding(name.value.at, `the name of ${type} may come to ${length} characters, and ${most} are allowed; shorten it or bound its parts`))
      walk(name.value, (e) => {
        if (e.kind === 'string' && e.parts.some((p) => typeof p === 'string' && !pattern.test(p))) {
          found.push(file.finding(e.at, `the name of ${type} may have ${characters}; correct it`))
        }
      })
    }
    for (const module of file.of('module')) {
      const target = project.target(file, module.of)
      for (const p of module.value.properties.find((x) => x.name === 'params')?.value.properties ?? []) {
        const parameter = target?.byName.get(p.name)
        const most = parameter && File.decorator(parameter, 'maxLength')?.value
        const length = most && longest(p.value, file)
        if (length > most) found.push(file.finding(p.value.at, `${p.name} may come to ${length} characters, and ${most} are allowed; shorten it or bound its parts`))
      }
    }
  }
  return found
}

/** longest gives the most characters that an expression can have. */
function longest(e, file) {
  switch (e.kind) {
    case 'string':
      return e.parts.reduce((sum, p) => sum + (typeof p === 'string' ? p.length : longest(p, file)), 0)
    case 'ternary':
      return Math.max(longest(e.yes, file), longest(e.no, file))
    case 'name': {
      const d = file.byName.get(e.name)
      if (d?.kind === 'var') return longest(d.value, file)
      const allowed = d && File.decorator(d, 'allowed')
      if (allowed) return Math.max(...allowed.items.map((i) => literal(i)?.length ?? Infinity))
      return (d && File.decorator(d, 'maxLength')?.value) ?? Infinity
    }
    case 'call':
      if (e.name === 'uniqueString') return 13
      if (e.name === 'guid') return 36
      if (e.name === 'take') return Math.min(e.args[1].value ?? Infinity, longest(e.args[0], file))
      return functions[e.name] && ['toLower', 'toUpper'].includes(e.name) ? longest(e.args[0], file) : Infinity
    default:
      return Infinity
  }
}
