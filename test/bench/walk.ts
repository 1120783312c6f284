/** What a willing person says from the first word to a result: profile, 26 questions, sustainability, no sensitive part. */
export function lines(language: 'es' | 'hi'): string[] {
  const words =
    language === 'es'
      ? ['hola', 'Finca El Roble', 'café tostado', 'Pitalito, Huila', 'saltar']
      : ['नमस्ते', 'कच्छ बुनाई समूह', 'हाथ की बुनी शॉल', 'भुज, गुजरात', 'छोड़ें']
  const [greeting = '', firm = '', product = '', place = '', skip = ''] = words
  const profile = ['1', '1', '1', firm, '2', product, '2', place, '2', '1', '3', skip]
  const scored = Array.from({ length: 26 }, (_, n) => String((n % 4) + 1))
  return [greeting, '1', '1', '1', ...profile, ...scored, '12', '1', '1', '2', '1', '1']
}
