import { randomUUID } from 'node:crypto'

/** 32 hex digits of chance; an identifier is drawn, as these come from a stock and cost next to nothing. */
export function entropy(): string {
  return randomUUID().replaceAll('-', '')
}
