// Settings of the app: everything that the handler and the host read in Azure, and nothing else. What is read stands in
// docs/settings.md, which is generated from the handler's own table.

import { readFileSync } from 'node:fs'
import { closest } from './language.mjs'
import { typeOf } from './project.mjs'
import { literal } from './syntax.mjs'
import { values } from './values.mjs'

const rules = JSON.parse(readFileSync(new URL('settings.json', import.meta.url), 'utf8'))

/** notInAzure says why a setting is not for Azure; undefined if it is. */
const notInAzure = (name) => rules.notInAzure[name] ?? (name.endsWith('_EMULATOR') ? 'it is where a stand-in on this machine is' : undefined)

export function checkSettings(project) {
  const table = read(project)
  const found = rulesOutOfDate(project, table)
  for (const file of project.templates()) {
    for (const resource of file.of('resource').filter((r) => typeOf(r).type === 'Microsoft.Web/sites/config')) {
      const properties = resource.value.properties.find((p) => p.name === 'properties')
      const set = values(properties.value, file).flatMap((v) => v.properties ?? [])
      for (const p of set) found.push(...one(p, file, table))
      const names = new Set(set.map((p) => p.name))
      for (const s of table.values()) {
        if (notInAzure(s.name) || names.has(s.name) || names.has(`${s.name}__fullyQualifiedNamespace`)) continue
        found.push(file.finding(resource.nameAt, `the setting ${s.name} (${s.meaning}) is not set; add it, or say in bicep/check/settings.json why Azure does not need it`))
      }
      for (const file of project.parameterFiles()) found.push(...replaced(project, file, table))
    }
  }
  return found
}

/** read gives docs/settings.md: name, meaning, and whether it is a secret. */
function read(project) {
  const rows = project.read('docs/settings.md').matchAll(/^\| `([A-Za-z_]+)` \| (.*?) \| (.*?) \| (.*?) \|$/gm)
  return new Map([...rows].map(([, name, meaning, , flags]) => [name, { name, meaning: meaning.slice(0, 80), secret: flags.includes('secret') }]))
}

function one(p, file, table) {
  if (rules.forbidden[p.name]) return [file.finding(p.at, `${p.name} may not be set on Flex Consumption: ${rules.forbidden[p.name]}; remove it`)]
  const setting = table.get(p.name) ?? table.get(p.name.replace(/__fullyQualifiedNamespace$/, ''))
  if (notInAzure(p.name)) return [file.finding(p.at, `${p.name} is not for Azure: ${notInAzure(p.name)}; remove it`)]
  if (!setting && !rules.host.includes(p.name)) {
    return [file.finding(p.at, `nothing reads the setting ${p.name}; ${closest(p.name, [...table.keys(), ...rules.host], 'remove it')}`)]
  }
  const parts = p.value.kind === 'string' ? p.value.parts : []
  const isReference = typeof parts[0] === 'string' && parts[0].startsWith('@Microsoft.KeyVault(SecretUri=')
  if (setting?.secret && !isReference) return [file.finding(p.value.at, `${p.name} is secret; make it a reference to the vault: @Microsoft.KeyVault(SecretUri=...)`)]
  const name = p.name.toLowerCase().replaceAll('_', '-')
  if (isReference && !parts.at(-1).endsWith(`${name})`)) return [file.finding(p.value.at, `${p.name} refers to another secret than ${name}; correct it`)]
  return []
}

/** replaced checks what a parameter file sets beside the defaults. */
function replaced(project, file, table) {
  const parameter = file.of('var').find((d) => d.name === 'handlerSettings')
  const defaults = [...project.files.values()].flatMap((f) => f.of('var')).find((d) => d.name === 'defaults')?.value.properties.map((p) => p.name) ?? []
  return (parameter?.value.properties ?? []).flatMap((p) => {
    if (table.has(p.name) && defaults.includes(p.name)) return literal(p.value) === undefined ? [file.finding(p.value.at, `${p.name} is no text; settings are`)] : []
    return [file.finding(p.at, `${p.name} is not among the defaults that handlerSettings replaces; ${closest(p.name, defaults, 'remove it')}`)]
  })
}

/** rulesOutOfDate finds names in settings.json that mean nothing any more. */
function rulesOutOfDate(project, table) {
  return Object.keys(rules.notInAzure).filter((name) => !table.has(name))
    .map((name) => project.main().finding({ line: 1, column: 1 }, `bicep/check/settings.json says why Azure does not need ${name}, which docs/settings.md does not know; remove it there`))
}
