#!/usr/bin/env node
/**
 * Runs TimeClock. In a fresh clone it first installs what running needs and builds; in a clone that
 * changed since, it does what is missing of the two. An installed package has its dist/ already.
 */
import { existsSync } from 'node:fs'
import { requireNode } from '../scripts/node-version.js'

requireNode()

const main = new URL('../dist/main.js', import.meta.url)
if (existsSync(new URL('../src/main.ts', import.meta.url))) {
  const { installMissing } = await import('../scripts/install.js')
  installMissing(false)
  const { build, isStale } = await import('../scripts/build.js')
  if (isStale()) {
    console.error('Building…')
    await build()
  }
  const { buildWeb, isWebStale } = await import('../scripts/build-web.js')
  if (isWebStale()) {
    console.error('Building the web app…')
    await buildWeb()
  }
}
const { main: run } = await import(main.href)
await run(process.argv)
