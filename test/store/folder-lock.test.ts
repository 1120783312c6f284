import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { underLock } from '../../src/store/folder-lock.ts'
import { ownIdentity } from '../../src/store/process-registry.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'puerto-lock-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the lock of a folder', () => {
  test('lets one work at a time, however many come, also when all find the lock of a dead process', async () => {
    symlinkSync(deadProcess, join(folder, 'lock.41'))
    let working = 0
    const seen: number[] = []
    const told: boolean[] = []
    const one = () =>
      underLock(folder, 20_000, async (takenOver) => {
        told.push(takenOver)
        seen.push(++working)
        // Gives the others every chance to come in.
        for (let n = 0; n < 10; n++) await new Promise(setImmediate)
        working--
      })
    await Promise.all(Array.from({ length: 20 }, one))
    expect(seen).toEqual(Array.from({ length: 20 }, () => 1))
    expect(told).toEqual([true, ...Array.from({ length: 19 }, () => false)])
  })

  test('leaves a single link behind, whatever came before', async () => {
    symlinkSync(deadProcess, join(folder, 'lock.3'))
    symlinkSync(deadProcess, join(folder, 'lock.12'))
    await underLock(folder, 1000, () => Promise.resolve())
    await underLock(folder, 1000, () => Promise.resolve())
    expect(readdirSync(folder)).toEqual(['lock.16'])
  })

  test('gives back what the work gave, and is free again when the work fails', async () => {
    await expect(underLock(folder, 1000, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await underLock(folder, 1000, () => Promise.resolve('done'))).toBe('done')
  })

  test('says who is in the way when it has waited long enough', async () => {
    symlinkSync(ownIdentity(), join(folder, 'lock.1'))
    await expect(underLock(folder, 50, () => Promise.resolve())).rejects.toThrow(
      `Another process (${process.pid}) has been busy with Redis in ${folder} for too long: end it and try again.`,
    )
  })

  test('does not stay shut when its folder is deleted under it', async () => {
    await underLock(folder, 1000, () => rm(folder, { recursive: true }))
    expect(() => readdirSync(folder)).toThrow('ENOENT')
  })
})

const deadProcess = '999999-1-00000000'
