// make managed-app: compiles bicep/ and packs it as a managed application, the same to the byte each time.

import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { folder, mainTemplate } from './package.mjs'
import { Project } from './project.mjs'
import { zip } from './zip.mjs'

const top = new URL('../../', import.meta.url)
const project = new Project()
for (const finding of project.findings) console.error(String(finding))
if (project.findings.length > 0) process.exit(1)

writeFileSync(new URL(`${folder}/mainTemplate.json`, top), mainTemplate(project))
// The names are fixed, and stand at the top of the package.
const names = ['createUiDefinition.json', 'mainTemplate.json', 'viewDefinition.json']
const packed = zip(names.map((name) => ({ name, content: readFileSync(new URL(`${folder}/${name}`, top)) })))
writeFileSync(new URL('managed-app.zip', top), packed)
console.log(`managed-app.zip is ready: ${packed.length} bytes, SHA-256 ${createHash('sha256').update(packed).digest('hex')}`)
