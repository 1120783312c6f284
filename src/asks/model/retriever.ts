import { Document } from '@langchain/core/documents'
import { BaseRetriever } from '@langchain/core/retrievers'
import type { CountryCode, Language, Source } from '../../core/content.ts'
import { fused } from '../library/fusion.ts'
import type { Hit, Library } from '../library/index.ts'
import type { Vectors } from '../library/vectors.ts'

/** What a document tells about the section it holds. */
export interface SectionMetadata extends Record<string, unknown> {
  /** `co/rut#code-22`. */
  readonly section: string
  readonly article: string
  readonly language: Language
  readonly country: CountryCode
  readonly facts: readonly string[]
  readonly sources: readonly Source[]
  /** `YYYY-MM-DD`. */
  readonly reviewed: string
  /** How sure it is that the section is about what was asked, 0 to 1. */
  readonly score: number
}

export interface RetrieverSettings {
  readonly library: Library
  readonly language: Language
  readonly country: CountryCode
  readonly limit: number
  /** Without them, sections are found by their words alone. */
  readonly vectors?: Vectors
}

/** The library as LangChain knows such things: the sections that answer a question, best first; none where none does. */
export class LibraryRetriever extends BaseRetriever<SectionMetadata> {
  override lc_namespace = ['puerto', 'library']
  readonly #settings: RetrieverSettings

  constructor(settings: RetrieverSettings) {
    super()
    this.#settings = settings
  }

  static override lc_name(): string {
    return 'LibraryRetriever'
  }

  override async _getRelevantDocuments(question: string): Promise<Document<SectionMetadata>[]> {
    const { library, language, country, limit, vectors } = this.#settings
    const closeness = (await vectors?.near(question, country, AbortSignal.timeout(longestMs))) ?? null
    return fused(library, { question, language, country, limit }, closeness).map(documentOf)
  }
}

/** `near` waits for less; it is told an end all the same. */
const longestMs = 5000

function documentOf({ id, article, section, language, score }: Hit): Document<SectionMetadata> {
  return new Document({
    id: `${id}.${language}`,
    pageContent: `${section.heading}\n${section.body}`,
    metadata: {
      ...{ section: id, article: article.id, language, country: article.country },
      ...{ facts: section.facts, sources: section.sources, reviewed: article.reviewed, score },
    },
  })
}
