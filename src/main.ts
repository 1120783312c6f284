#!/usr/bin/env node
import { Command } from 'commander'
import { askCommand } from './commands/ask.ts'
import { chatCommand } from './commands/chat.ts'
import { kbCommand } from './commands/kb.ts'
import { serveCommand } from './commands/serve.ts'
import { whatsappCommand } from './commands/whatsapp-link.ts'

const puerto = new Command('puerto')
  .description('An assistant that guides small firms to their first export')
  .addCommand(serveCommand())
  .addCommand(chatCommand())
  .addCommand(askCommand())
  .addCommand(kbCommand())
  .addCommand(whatsappCommand())

try {
  await puerto.parseAsync()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
