import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  countLiving,
  identityOf,
  isAlive,
  ownIdentity,
  pidOf,
  signIn,
  signOut,
} from '../../src/store/process-registry.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'puerto-registry-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the identity of a process', () => {
  test('stays the same while it lives, and is gone with it', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    const pid = child.pid ?? 0
    const identity = identityOf(pid) ?? ''
    expect(pidOf(identity)).toBe(pid)
    expect(identityOf(pid)).toBe(identity)
    expect(isAlive(identity)).toBe(true)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(isAlive(identity)).toBe(false)
    expect(identityOf(pid)).toBeNull()
  })

  test('is not that of another process with the same number', () => {
    expect(isAlive(ownIdentity())).toBe(true)
    expect(isAlive(`${process.pid}-1-00000000`)).toBe(false)
    expect(isAlive(`${process.pid}`)).toBe(false)
  })

  test('is nobody without a number', () => {
    expect(pidOf('')).toBe(0)
    expect(isAlive('')).toBe(false)
  })

  test('can be part of a file name', () => {
    expect(ownIdentity()).toMatch(/^[\w+-]+$/)
  })
})

describe('the registry', () => {
  test('counts each entry of a living process until it is signed out', async () => {
    const entries = [await signIn(folder), await signIn(folder)]
    expect(await countLiving(folder)).toBe(2)
    for (const entry of entries) await signOut(entry)
    expect(await countLiving(folder)).toBe(0)
  })

  test('sweeps the entries of dead processes, and what is no entry', async () => {
    const entry = await signIn(folder)
    writeFileSync(join(folder, '999999-1-00000000.abcdef01'), '')
    writeFileSync(join(folder, '.stray'), '')
    expect(await countLiving(folder)).toBe(1)
    expect(readdirSync(folder).map((name) => join(folder, name))).toEqual([entry])
  })
})
