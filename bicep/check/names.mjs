// Names: what is used is declared, what is declared is used, and what a module is given is what it takes.

import { decorators, closest, functions, parameterFileFunctions } from './language.mjs'
import { File } from './project.mjs'
import { children, expressions, literal, walk } from './syntax.mjs'
import { typeOfValue, values } from './values.mjs'

export function checkNames(project) {
  return [...project.files.values()].flatMap((file) => [
    ...twice(file), ...undeclared(file), ...unused(file), ...decorated(file), ...loops(file),
    ...modules(project, file), ...outputsOfModules(project, file),
  ]).concat(project.parameterFiles().flatMap((file) => given(project, file)))
}

function twice(file) {
  return file.declarations.filter((d) => d.kind === 'output'
    ? file.of('output').find((o) => o.name === d.name) !== d
    : d.name && file.byName.get(d.name) !== d,
  ).map((d) => file.finding(d.nameAt, `${d.name} is declared twice; give one of them another name`))
}

function undeclared(file) {
  const found = []
  const known = file.path.endsWith('.bicepparam') ? { ...functions, ...parameterFileFunctions } : functions
  const visit = (e, locals) => {
    if (e.kind === 'name' && !file.byName.has(e.name) && !locals.includes(e.name)) {
      const all = [...file.byName.keys(), ...locals]
      found.push(file.finding(e.at, `${e.name} is not declared; ${closest(e.name, all, 'declare it or correct the name')}`))
    }
    if (e.kind === 'call') {
      const signature = known[e.name]
      if (/^list[A-Z]?/.test(e.name)) {
        found.push(file.finding(e.at, `${e.name} fetches keys; give the identity a role instead`))
      } else if (!signature) {
        found.push(file.finding(e.at, `there is no function ${e.name}; ${closest(e.name, Object.keys(known), 'use another one or add it to bicep/check/language.mjs')}`))
      } else if (e.args.length < signature[0] || e.args.length > signature[1]) {
        found.push(file.finding(e.at, `${e.name} takes ${signature[0]} to ${signature[1]} arguments and has ${e.args.length}; correct the call`))
      }
    }
    if (e.kind === 'for') {
      visit(e.over, locals)
      visit(e.body, [...locals, e.item, e.index])
    } else {
      for (const child of children(e)) visit(child, locals)
    }
  }
  for (const d of file.declarations) {
    const locals = d.loop ? [d.loop.item, d.loop.index] : []
    if (d.loop) visit(d.loop.over, [])
    for (const e of [d.condition, d.value].filter(Boolean)) visit(e, locals)
  }
  return found
}

function unused(file) {
  if (file.path.endsWith('.bicepparam')) return []
  const used = new Set()
  for (const d of file.declarations) for (const e of expressions(d)) walk(e, (x) => x.kind === 'name' && used.add(x.name))
  const what = { param: 'parameter', var: 'variable', resource: 'existing resource' }
  return file.declarations
    .filter((d) => ['param', 'var'].includes(d.kind) || d.existing)
    .filter((d) => !used.has(d.name))
    .map((d) => file.finding(d.nameAt, `the ${what[d.kind]} ${d.name} is not used; remove it`))
}

function decorated(file) {
  if (file.path.endsWith('.bicepparam')) return []
  const found = []
  for (const d of file.declarations) {
    for (const one of d.decorators ?? []) {
      if (!decorators[one.name]) found.push(file.finding(one.at, `there is no decorator @${one.name}; ${closest(`@${one.name}`, Object.keys(decorators).map((n) => `@${n}`), 'remove it')}`))
      else if (!decorators[one.name].includes(d.kind)) found.push(file.finding(one.at, `@${one.name} does not go with ${d.kind}; remove it`))
    }
    if (['param', 'output'].includes(d.kind) && !(literal(File.decorator(d, 'description') ?? {}) ?? '').trim()) {
      found.push(file.finding(d.nameAt, `the ${d.kind === 'param' ? 'parameter' : 'output'} ${d.name} has no @description; say what it means`))
    }
  }
  return found
}

/** loops finds those that Bicep does not take (BCP138, BCP142): inside the value of a variable, or in another loop. */
function loops(file) {
  const found = []
  const visit = (e, allowed, inside) => {
    if (e.kind === 'for') {
      if (!allowed) found.push(file.finding(e.at, 'a loop may not stand here; give its result a name with var'))
      if (inside) found.push(file.finding(e.at, 'a loop inside a loop of properties is not allowed; give its result a name with var'))
    }
    const next = e.kind === 'object' || e.kind === 'for' ? allowed : e.kind === 'array' && allowed
    for (const child of children(e)) visit(child, next, inside || e.kind === 'for')
  }
  for (const d of file.declarations.filter((x) => x.value)) {
    const top = d.value.kind === 'for' ? d.value.body : d.value
    visit(top, d.kind === 'resource' || d.kind === 'module', false)
  }
  return found
}

function modules(project, file) {
  const found = []
  const names = new Map()
  for (const d of file.of('module')) {
    const target = project.target(file, d.of)
    if (!target) {
      found.push(file.finding(d.of.at, `there is no file ${literal(d.of)}; correct the path`))
      continue
    }
    for (const p of d.value.properties.filter((x) => !['name', 'params', 'scope', 'dependsOn'].includes(x.name))) {
      found.push(file.finding(p.at, `a module has no property ${p.name}; it has name, params, scope and dependsOn`))
    }
    const name = literal(d.value.properties.find((p) => p.name === 'name')?.value)
    if (!name) found.push(file.finding(d.nameAt, `the module ${d.name} has no fixed name; give it one`))
    else if (names.has(name)) found.push(file.finding(d.nameAt, `two modules have the name ${name}; give one another`))
    names.set(name, d)
    const params = d.value.properties.find((p) => p.name === 'params')?.value.properties ?? []
    found.push(...taken(file, d.nameAt, params, target, `the module ${d.name}`))
  }
  return found
}

/** taken compares what a template is given with its parameters. */
function taken(file, at, params, target, what) {
  const found = []
  const declared = target.of('param')
  for (const p of params) {
    const parameter = declared.find((d) => d.name === p.name)
    if (!parameter) {
      found.push(file.finding(p.at, `${what} has no parameter ${p.name}; ${closest(p.name, declared.map((d) => d.name), 'remove it')}`))
      continue
    }
    found.push(...fits(file, p, parameter))
  }
  for (const d of declared.filter((x) => !x.value && !params.some((p) => p.name === x.name))) {
    found.push(file.finding(at, `${what} is not given the parameter ${d.name}, which has no default; add it`))
  }
  return found
}

function fits(file, given, parameter) {
  const allowed = File.decorator(parameter, 'allowed')?.items.map((i) => literal(i) ?? i.value)
  const bound = (name) => File.decorator(parameter, name)?.value
  for (const v of values(given.value, file)) {
    const type = typeOfValue(v)
    const is = literal(v) ?? v.value
    if (type && type !== parameter.type) return [file.finding(given.value.at, `${given.name} is of type ${type} here and ${parameter.type} where it is declared; convert it`)]
    if (is === undefined) continue
    if (allowed && !allowed.includes(is)) return [file.finding(given.value.at, `${given.name} is ${is}; it may be ${allowed.join(', ')}`)]
    const size = typeof is === 'string' ? is.length : is
    const [least, most] = typeof is === 'string' ? [bound('minLength'), bound('maxLength')] : [bound('minValue'), bound('maxValue')]
    if (size < least || size > most) return [file.finding(given.value.at, `${given.name} is out of bounds: ${least ?? 'no least'} to ${most ?? 'no most'}; correct it`)]
  }
  const secret = given.value.kind === 'name' && file.byName.get(given.value.name)
  if (secret?.kind === 'param' && File.decorator(secret, 'secure') && !File.decorator(parameter, 'secure')) {
    return [file.finding(given.value.at, `${given.value.name} is secure and the parameter ${parameter.name} is not; mark that @secure()`)]
  }
  return []
}

function outputsOfModules(project, file) {
  const found = []
  for (const d of file.declarations) {
    for (const e of expressions(d)) {
      walk(e, (x) => {
        if (x.kind !== 'member' || x.of.kind !== 'member' || x.of.name !== 'outputs' || x.of.of.kind !== 'name') return
        const module = file.byName.get(x.of.of.name)
        if (module?.kind !== 'module') return
        const outputs = project.target(file, module.of)?.of('output').map((o) => o.name) ?? []
        if (!outputs.includes(x.name)) found.push(file.finding(x.nameAt, `the module ${module.name} has no output ${x.name}; ${closest(x.name, outputs, 'add it there')}`))
      })
    }
  }
  return found
}

/** given checks a parameter file: every parameter without a default has a value, and there are no others. */
function given(project, file) {
  const using = file.of('using')[0]
  const target = using && project.target(file, using.value)
  if (!target) return [file.finding(using?.at ?? { line: 1, column: 1 }, 'a parameter file begins with using and a template that is there; correct it')]
  const params = file.of('var').map((d) => ({ name: d.name, value: d.value, at: d.nameAt }))
  return taken(file, using.at, params, target, target.path)
}
