// What can be known about bicep/ without Azure and without the Bicep compiler.

import { checkDocs } from './docs.mjs'
import { checkHardening } from './hardening.mjs'
import { checkLengths } from './lengths.mjs'
import { checkNames } from './names.mjs'
import { checkPackage } from './package.mjs'
import { checkQueues } from './queues.mjs'
import { checkRoles } from './roles.mjs'
import { checkSettings } from './settings.mjs'
import { checkShapes } from './shapes.mjs'

/** check gives the findings of a project, sorted by place; what does not parse is not looked at further. */
export async function check(project, schemas) {
  const found = [...project.findings]
  if (found.length === 0) {
    found.push(
      ...checkNames(project), ...checkRoles(project), ...checkQueues(project), ...checkSettings(project), ...checkLengths(project),
      ...checkDocs(project),
      ...await checkShapes(project, schemas), ...await checkHardening(project, schemas),
    )
  }
  if (found.length === 0) found.push(...checkPackage(project)) // which compiles, and so needs files that are right
  return [...new Map(found.map((f) => [String(f), f])).values()]
    .sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column)
}
