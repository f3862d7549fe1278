// What the documents say about bicep/: variables, outputs and secrets in docs/deploy.md, and the alerts that
// docs/operations.md has a page for.

import { closest } from './language.mjs'
import { expressions, Finding, literal, walk } from './syntax.mjs'

const deploy = 'docs/deploy.md'
const runbook = 'docs/operations.md'

export function checkDocs(project) {
  return [...variables(project), ...outputs(project), ...secrets(project), ...alerts(project)]
}

/** places gives each match of a pattern in a document, with its first group and where that is. */
function places(project, path, pattern) {
  return project.read(path).split('\n').flatMap((line, i) => [...line.matchAll(pattern)].map((m) => ({
    name: m[1], finding: (message) => new Finding(path, { line: i + 1, column: m.index + 1 }, message),
  })))
}

function each(file, visit) {
  for (const d of file.declarations) for (const e of expressions(d)) walk(e, visit)
}

/** variables: who follows the document has set what a parameter file reads. */
function variables(project) {
  const told = new Set(places(project, deploy, /\b(WAYBILL_[A-Z_]+)=/g).concat(places(project, deploy, /`(WAYBILL_[A-Z_]+)`/g)).map((p) => p.name))
  const found = []
  for (const file of project.parameterFiles()) {
    each(file, (e) => {
      const name = e.kind === 'call' && e.name === 'readEnvironmentVariable' && literal(e.args[0])
      if (name && e.args.length === 1 && !told.has(name)) found.push(file.finding(e.at, `${deploy} does not set ${name}, which has no default; tell there what it is`))
    })
  }
  return found
}

function outputs(project) {
  const known = project.main().of('output').map((o) => o.name)
  return [deploy, 'docs/azure-acceptance.md'].flatMap((path) => places(project, path, /\$\(out (\w+)/g))
    .filter((p) => !known.includes(p.name))
    .map((p) => p.finding(`bicep/main.bicep has no output ${p.name}; ${closest(p.name, known, 'add it there')}`))
}

/** secrets: whatever the app refers to in the vault, the document says how it gets there. */
function secrets(project) {
  const found = []
  for (const file of project.templates()) {
    each(file, (e) => {
      const name = e.kind === 'string' && /^(waybill-[a-z-]+)\)$/.exec(e.parts.at(-1))?.[1]
      if (name && !project.read(deploy).includes(`\`${name}\``)) found.push(file.finding(e.at, `${deploy} does not say what the secret ${name} is; add it to the table there`))
    })
  }
  return found
}

/** alerts: those of the runbook that Azure raises are there. */
function alerts(project) {
  const text = project.read(runbook)
  const file = project.files.get('bicep/modules/alerts.bicep')
  const raised = new Set()
  each(file, (e) => {
    for (const p of e.kind === 'object' ? e.properties.filter((x) => x.name === 'name') : []) {
      const parts = p.value.kind === 'string' ? p.value.parts.filter((x) => typeof x === 'string') : []
      for (const part of parts) raised.add(part.replace(/^(alert-|-)/, '').replace(/-$/, ''))
    }
  })
  return places(project, runbook, /^### ([a-z-]+)$/g)
    .filter((p) => /^Raised by[^.]*Azure/m.test(text.slice(text.indexOf(`### ${p.name}\n`)).split('\n', 3)[2] ?? ''))
    .filter((p) => !raised.has(p.name))
    .map((p) => p.finding(`bicep/modules/alerts.bicep has no alert ${p.name}; ${closest(p.name, [...raised].filter((r) => r.includes('-')), 'add it there')}`))
}
