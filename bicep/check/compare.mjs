// node bicep/check/compare.mjs BUILT: whether a template that the Bicep compiler built deploys the same as that of the
// managed application. Both are rehearsed with every parameter file, and the resources compared.

import { readFileSync } from 'node:fs'
import { rehearse } from './compile/rehearse.mjs'
import { mainTemplate, parameters } from './package.mjs'
import { Project } from './project.mjs'

const project = new Project()
const built = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const ours = JSON.parse(mainTemplate(project))
let differences = 0
let compared = 0
for (const file of project.parameterFiles()) {
  const given = parameters(project, file)
  const [theirs, mine] = [built, ours].map((t) => new Map(rehearse(t, given).resources.map((r) => [r.id, canonical(r)])))
  for (const id of new Set([...theirs.keys(), ...mine.keys()])) {
    compared++
    if (theirs.get(id) === mine.get(id)) continue
    differences++
    console.log(`${file.path}: ${id}\n  Bicep:   ${theirs.get(id) ?? 'not deployed'}\n  Waybill: ${mine.get(id) ?? 'not deployed'}`)
  }
}
console.log(differences === 0 ? `the same: ${compared} resources` : `${differences} of ${compared} resources differ`)
process.exitCode = differences === 0 ? 0 : 1

/** canonical gives a resource as text, its keys sorted; how the scope is written does not matter, as the id has it. */
function canonical(resource) {
  const sort = (v) => {
    if (Array.isArray(v)) return v.map(sort)
    if (v === null || typeof v !== 'object') return v
    return Object.fromEntries(Object.keys(v).sort().map((k) => [k, sort(v[k])]))
  }
  const { scope, ...rest } = resource
  return JSON.stringify(sort(rest))
}
