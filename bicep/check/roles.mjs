// Roles: a GUID says nothing to a reader, so each stands beside the name of its role, and the two are compared.
// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles

import { readFileSync } from 'node:fs'
import { closest } from './language.mjs'

const roles = JSON.parse(readFileSync(new URL('roles.json', import.meta.url), 'utf8'))
const guid = /'([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})'(?:\s*\/\/ (.*))?/

export function checkRoles(project) {
  const found = []
  for (const file of project.templates()) {
    for (const [i, line] of project.read(file.path).split('\n').entries()) {
      const match = guid.exec(line)
      if (!match) continue
      const at = { line: i + 1, column: match.index + 1 }
      const [, id, name] = match
      const known = Object.keys(roles).find((r) => roles[r] === id.toLowerCase())
      if (!name) found.push(file.finding(at, `${id} has no name beside it; write that of the role as a comment: ${known ?? 'none is known'}`))
      else if (!roles[name]) found.push(file.finding(at, `no role is known as ${name}; ${closest(name, Object.keys(roles), 'add it to bicep/check/roles.json')}`))
      else if (roles[name] !== id.toLowerCase()) found.push(file.finding(at, `${id} is not the role ${name}${known ? ` but ${known}` : ''}; that is ${roles[name]}`))
    }
  }
  return found
}
