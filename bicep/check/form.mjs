// createUiDefinition.json, the form that the portal shows before it deploys a managed application.
// https://learn.microsoft.com/azure/azure-resource-manager/managed-applications/create-uidefinition-overview

import { compute, isExpression, parseArm } from './compile/arm.mjs'
import { closest } from './language.mjs'
import { Finding } from './syntax.mjs'

// Of the functions that forms have, those that this one uses; they are other ones than templates have.
// https://learn.microsoft.com/azure/azure-resource-manager/managed-applications/create-uidefinition-functions
const functions = ['basics', 'concat', 'empty', 'if', 'int', 'location', 'parse', 'split', 'steps', 'substring', 'utcNow']

/** checkForm compares the outputs of the form with the parameters of the template, and its expressions with its elements. */
export function checkForm(project, path, parameters) {
  const text = project.read(path)
  const at = (needle) => {
    const index = Math.max(0, text.lastIndexOf(needle))
    const lines = text.slice(0, index).split('\n')
    return { line: lines.length, column: lines.at(-1).length + 1 }
  }
  const complain = (needle, message) => new Finding(path, at(needle), message)
  const { outputs, elements } = read(text)
  const found = []
  for (const name of Object.keys(outputs)) {
    if (!parameters[name]) found.push(complain(`"${name}":`, `the template has no parameter ${name}, and the portal refuses an output too many; ${closest(name, Object.keys(parameters), 'remove it')}`))
  }
  for (const name of Object.keys(parameters)) {
    if (!(name in outputs)) found.push(complain('"outputs":', `the parameter ${name} of the template is not among the outputs; add it`))
  }
  const used = new Set()
  for (const [name, value] of Object.entries(outputs).filter(([, v]) => isExpression(v))) {
    const e = parseArm(value.slice(1, -1))
    for (const call of calls(e).filter((c) => !functions.includes(c))) {
      found.push(complain(`"${name}":`, `a form has no function ${call}; ${closest(call, functions, 'use another one, or add it to bicep/check/form.mjs')}`))
    }
    for (const key of asked(e)) {
      used.add(key)
      if (!elements.has(key)) found.push(complain(`"${name}":`, `there is no element ${key}; ${closest(key, [...elements.keys()], 'add it or correct the output')}`))
    }
  }
  for (const [key, element] of elements) {
    if (!used.has(key)) found.push(complain(`"name": "${element.name}"`, `what is entered as ${key} goes nowhere; remove the element or add it to the outputs`))
    const allowed = parameters[element.name]?.allowedValues
    for (const v of element.constraints?.allowedValues ?? []) {
      if (allowed && !allowed.includes(v.value)) found.push(complain(`"value": ${JSON.stringify(v.value)}`, `${element.name} may not be ${v.value}; it may be ${allowed.join(', ')}`))
    }
    const { regex } = element.constraints ?? {}
    if (regex && element.defaultValue && !new RegExp(regex).test(element.defaultValue)) found.push(complain(`"name": "${element.name}"`, `the default of ${element.name} does not match its own pattern ${regex}`))
  }
  return found
}

function read(text) {
  const { basics, steps, outputs } = JSON.parse(text).parameters
  const all = [...basics.map((e) => [e.name, e]), ...steps.flatMap((s) => s.elements.map((e) => [`${s.name}.${e.name}`, e]))]
  return { outputs, elements: new Map(all) }
}

const inside = (e) => [...(e.args ?? []), ...[e.of, e.key].filter(Boolean)]
const calls = (e) => [...(e.call ? [e.call] : []), ...inside(e).flatMap(calls)]

/** asked gives the elements that an expression asks for, as step.element. */
function asked(e) {
  if (e.of?.call === 'steps') return [`${e.of.args[0].value}.${e.key.value}`]
  if (e.call === 'basics') return [e.args[0].value]
  return inside(e).flatMap(asked)
}

/** filledIn gives the outputs of the form with its defaults, and something where there is none. */
export function filledIn(project, path) {
  const { outputs, elements } = read(project.read(path))
  const samples = {
    operatorsName: 'Waybill operators', operatorsObjectId: '66666666-6666-4666-8666-666666666666', chainId: '1337', contractAddress: `0x${'a'.repeat(40)}`,
    digestVerifiers: 'waybill-dev+00000000+AAAA', alertEmails: 'one@example.com,two@example.com',
  }
  const value = (e) => e.defaultValue || (samples[e.name] ?? e.defaultValue)
  const step = (name) => Object.fromEntries([...elements].filter(([key]) => key.startsWith(`${name}.`)).map(([, e]) => [e.name, value(e)]))
  const own = {
    steps: step, basics: (name) => value(elements.get(name)), location: () => 'westeurope', parse: JSON.parse,
    utcNow: () => '2026-12-24T12:00:00.000Z', substring: (text, from, n) => text.slice(from, from + n),
  }
  return compute(outputs, { copy: {}, functions: own })
}
