/** Bundles TypeScript for Node: our own sources into one file, packages stay outside. */
import { mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** @param {string} entry @param {string} outfile */
export async function bundle(entry, outfile) {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    sourcemap: true,
    logLevel: 'warning',
    write: false,
  })
  mkdirSync(path.dirname(outfile), { recursive: true })
  // Moved into place, so that a process that starts meanwhile never reads half a file.
  for (const { path: file, contents } of outputFiles) {
    const unfinished = `${file}.${process.pid}`
    writeFileSync(unfinished, contents)
    renameSync(unfinished, file)
  }
}

/** @param {string} file @returns {number} the latest change in it, or under it */
export function newest(file) {
  const stat = statSync(file, { throwIfNoEntry: false })
  if (!stat) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  // The folder's own time tells of removed files.
  return Math.max(stat.mtimeMs, ...readdirSync(file).map((name) => newest(path.join(file, name))))
}
