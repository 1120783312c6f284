import { Command } from 'commander'
import { checkKnowledge } from './kb-check.ts'
import { evaluate } from './kb-eval.ts'
import { searchKnowledge } from './kb-search.ts'
import { packageRoot } from './root.ts'

/** `puerto kb`: what editors of the knowledge need. */
export function kbCommand(): Command {
  const kb = new Command('kb').description('look after the knowledge: questionnaires, articles, countries, phrases')
  kb.command('check')
    .argument('[root]', 'the folder that holds prompts/ and knowledge/', packageRoot)
    .description('find what is missing, dead, too long or overdue, and say where and how to mend it')
    .action(checkKnowledge)
  kb.command('search')
    .argument('<words...>', 'what somebody may ask')
    .option('--lang <code>', 'the language of the person')
    .option('--country <code>', 'only the articles of this country')
    .option('--limit <n>', 'how many sections', Number, 5)
    .option('--json', 'one JSON list', false)
    .description('rank the sections that come nearest to some words')
    .action(searchKnowledge)
  kb.command('eval')
    .argument('<file>', 'questions, one JSON object a line: {"q","lang","country","facts"|"sections"|"answerable"}')
    .option('--knowledge <folder>', 'a folder with articles/ to search instead of our own')
    .option('--json', 'one JSON object', false)
    .description('measure how often the right section comes first, and how fast')
    .action(evaluate)
  return kb
}
