// The managed application: its template is what bicep/ compiles to, its form gives every parameter, and a deployment of
// it, rehearsed with what the parameter files and the form give, goes through.

import { checkForm, filledIn } from './form.mjs'
import { compute, isExpression, parseArm } from './compile/arm.mjs'
import { json } from './compile/expression.mjs'
import { rehearse } from './compile/rehearse.mjs'
import { Names } from './compile/scope.mjs'
import { template } from './compile/template.mjs'
import { limits } from './lengths.mjs'
import { Finding } from './syntax.mjs'

export const folder = 'bicep/managed-app'
const longestExpression = 24576 // https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices

/** mainTemplate gives the text of the template. */
export const mainTemplate = (project) => `${JSON.stringify(template(project, project.main()), null, 2)}\n`

export function checkPackage(project) {
  const text = mainTemplate(project)
  const compiled = JSON.parse(text)
  const found = expressionsOf(compiled).filter((e) => e.length > longestExpression)
    .map((e) => project.main().finding({ line: 1, column: 1 }, `an expression has ${e.length} characters, and ARM takes ${longestExpression}: ${e.slice(0, 60)}; split it`))
  const form = checkForm(project, `${folder}/createUiDefinition.json`, compiled.parameters)
  found.push(...form)
  for (const file of project.parameterFiles()) {
    found.push(...rehearsed(project, compiled, file.path, () => parameters(project, file)))
  }
  if (form.length === 0) found.push(...rehearsed(project, compiled, `${folder}/createUiDefinition.json`, () => filledIn(project, `${folder}/createUiDefinition.json`)))
  if (project.read(`${folder}/mainTemplate.json`) !== text) {
    found.push(new Finding(`${folder}/mainTemplate.json`, { line: 1, column: 1 }, 'this is not what bicep/main.bicep compiles to; run make managed-app'))
  }
  return found
}

/** expressionsOf gives every expression of a template, each of which must parse. */
function expressionsOf(value) {
  if (isExpression(value)) return parseArm(value.slice(1, -1)) && [value]
  return value && typeof value === 'object' ? Object.entries(value).flatMap(([k, v]) => [...expressionsOf(k), ...expressionsOf(v)]) : []
}

/** parameters computes a parameter file as az does, with something for each environment variable. */
export function parameters(project, file) {
  const names = new Names(file, (path) => project.read(path))
  const environment = {
    WAYBILL_OPERATORS_NAME: 'Waybill operators', WAYBILL_OPERATORS_ID: '66666666-6666-4666-8666-666666666666', WAYBILL_CHAIN_ID: '1337',
    WAYBILL_CONTRACT: `0x${'a'.repeat(40)}`, WAYBILL_DIGEST_VERIFIERS: 'waybill-dev+00000000+AAAA',
  }
  const functions = {
    readEnvironmentVariable: (name, otherwise) => {
      const value = environment[name] ?? otherwise
      if (value === undefined) throw new Error(`the environment variable ${name} has no default and is not in bicep/check/package.mjs; add it there and to docs/deploy.md`)
      return value
    },
  }
  return Object.fromEntries(file.of('var').map((d) => [d.name, compute(json(d.value, names), { copy: {}, functions })]))
}

function rehearsed(project, compiled, path, give) {
  const at = { line: 1, column: 1 }
  try {
    const { resources } = rehearse(compiled, give())
    return resources.flatMap((r) => deployed(r).map((message) => new Finding(path, at, `deployed with this, ${message}`)))
  } catch (error) {
    return [new Finding(path, at, `a deployment with this fails: ${error.message}`)]
  }
}

/** deployed says what is wrong with a resource whose expressions are computed. */
function deployed(resource) {
  const wrong = []
  const limit = limits[resource.type]
  if (limit && !(limit.pattern.test(resource.name) && resource.name.length <= limit.most)) {
    wrong.push(`${resource.type} has the name ${resource.name}; it may have up to ${limit.most} ${limit.characters}`)
  }
  if (resource.type === 'Microsoft.Web/sites/config') {
    for (const [name, value] of Object.entries(resource.properties)) {
      if (typeof value !== 'string' || value === '') wrong.push(`the setting ${name} is ${JSON.stringify(value)}; it must be a text`)
    }
  }
  return wrong
}
