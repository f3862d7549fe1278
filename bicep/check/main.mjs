// make bicep-check: checks bicep/, that the compiler writes what it should, and that the check itself finds what it
// should: each of the mistakes in bicep/tests, laid over the real files in memory.

import { isDeepStrictEqual } from 'node:util'
import { expressions, source, whole } from '../tests/expressions.mjs'
import { mistakes } from '../tests/mistakes.mjs'
import { check } from './check.mjs'
import { template } from './compile/template.mjs'
import { File, Project } from './project.mjs'
import { Schemas } from './schemas.mjs'
import { parse } from './syntax.mjs'

const schemas = new Schemas()
let wrong = compiled()
try {
  const project = new Project()
  wrong.push(...(await check(project, schemas)).map(String))
  if (wrong.length === 0) {
    for (const mistake of mistakes) wrong.push(...await tried(project, mistake))
  }
  if (wrong.length === 0) console.log(summary(project))
} catch (error) {
  wrong.push(error.stack)
} finally {
  schemas.close()
}
for (const line of wrong) console.error(line)
process.exitCode = wrong.length > 0 ? 1 : 0

/** tried makes one mistake and gives what is wrong with what the check says of it. */
async function tried(project, { name, file, find, put, at, in: place = file, says }) {
  const before = project.read(file)
  const after = before.replace(find, () => put)
  if (after === before) return [`bicep/tests/mistakes.mjs: "${name}" changes nothing: ${find} is not in ${file}; correct it`]
  const changed = new Project(new Map([[file, after]]))
  const found = await check(changed, schemas)
  const index = changed.read(place).indexOf(at)
  if (index < 0) return [`bicep/tests/mistakes.mjs: "${name}": ${at} is not in ${place}; correct it`]
  const lines = changed.read(place).slice(0, index).split('\n')
  const expected = `${place}:${lines.length}:${lines.at(-1).length + 1}:`
  if (found.some((f) => String(f).startsWith(expected) && f.message.includes(says))) return []
  return [`bicep/tests/mistakes.mjs: "${name}" must be found at ${expected} ${says}; found: ${found.join('; ') || 'nothing'}`]
}

/** compiled says which expressions compile to something else than they should. */
function compiled() {
  const lines = expressions.map(([bicep], i) => `output o${i} string = ${bicep}\n`).join('')
  const { declarations, findings } = parse('bicep/tests/expressions.mjs', `${source}${lines}`)
  if (findings.length > 0) return findings.map(String)
  const made = template(new Project(), new File('bicep/tests/expressions.mjs', declarations))
  const different = expressions.filter(([, arm], i) => made.outputs[`o${i}`].value !== arm)
    .map(([bicep, arm]) => `bicep/tests/expressions.mjs: ${bicep} compiles to ${made.outputs[`o${expressions.findIndex((e) => e[0] === bicep)}`].value}, not to ${arm}`)
  for (const [path, expected] of Object.entries(whole)) {
    const is = path.split('.').reduce((o, key) => o?.[key], made)
    if (!isDeepStrictEqual(is, expected)) different.push(`bicep/tests/expressions.mjs: ${path} is ${JSON.stringify(is)}, not ${JSON.stringify(expected)}`)
  }
  return different
}

function summary(project) {
  const files = project.templates()
  const count = (kind) => files.flatMap((f) => f.of(kind)).length
  return `bicep: ${files.length} templates with ${count('resource')} resources of ${schemas.size} types, ${count('param')} parameters and ${project.parameterFiles().length} parameter files are right; ` +
    `${expressions.length} expressions compile as they should, and each of ${mistakes.length} mistakes is found`
}
