import { describe, expect, it, test } from 'vitest'
import { hearCommand } from '../../../src/core/hearing/commands.ts'
import { content, ears } from './content.ts'

describe('a command is heard in any language at any time', () => {
  test.each([
    [
      'menu',
      ['menu', 'Menú', 'MENU!!', '0', '/menu', '/menu@PuertoBot', 'मेनू', 'el menú por favor', '/start', '/start abc'],
    ],
    ['help', ['ayuda', 'Ayudaaaa', 'help', 'help me please', 'मदद', 'madad chahiye', 'madad']],
    ['start', ['empezar', 'quiero empezar', 'start', 'lets start', 'शुरू करें', 'shuru karo', 'begin']],
    ['back', ['atrás', 'volver', 'pregunta anterior', 'back', 'go back', 'पीछे', 'peeche', 'piche jao', 'wapas']],
    ['skip', ['saltar', 'paso', 'skip', 'skip this one', 'छोड़ो', 'chhod do']],
    [
      'pause',
      ['pausa', 'luego', 'después sigo', 'salir', 'adiós', 'bye', 'later', 'baad mein', 'बाद में', 'kal karenge'],
    ],
    ['continue', ['continuar', 'sigamos', 'continue', 'next', 'aage', 'आगे बढ़ो', 'siguiente']],
    ['restart', ['empezar de nuevo', 'start over', 'phir se shuru karo', 'फिर से शुरू करें']],
    ['repeat', ['repetir', 'otra vez', 'repeat', 'say again', 'phir se', 'दोबारा']],
    [
      'why',
      [
        '¿por qué?',
        'porque',
        'xq',
        '¿Por qué me pregunta eso?',
        'why',
        'why do you ask',
        'kyun',
        'kyu puch rahe ho',
        'क्यों',
      ],
    ],
    [
      'example',
      ['ejemplo', 'por ejemplo', 'no entiendo', 'example please', 'udaharan', 'samajh nahi aaya', 'उदाहरण दीजिए'],
    ],
    ['review', ['revisar', 'mis respuestas', 'review', 'my answers', 'mere jawab']],
    ['correct', ['corregir mis datos', 'correct my data', 'मेरी जानकारी सुधारो']],
    ['result', ['resultado', 'cómo me fue', 'my result', 'score', 'नतीजा', 'mera result']],
    ['more_steps', ['más pasos', 'more steps', 'aur kadam']],
    [
      'adviser',
      ['asesor', 'quiero hablar con una persona', 'talk to a human', 'adviser', 'advisor', 'salahkar', 'सलाहकार'],
    ],
    ['my_data', ['mis datos', 'my data', '/my_data', 'mera data', 'मेरा डेटा']],
    ['delete', ['borrar mis datos', 'delete my data', 'delete everything', 'mera data mitao', 'मेरा डेटा हटा दो']],
    ['withdraw', ['retirar mi consentimiento', 'withdraw consent', 'सहमति वापस']],
    ['stop', ['stop', 'STOP.', 'baja', 'no me escriban más', 'no more messages', 'band karo', 'बंद करो']],
    ['language', ['idioma', 'change language', 'भाषा', 'bhasha badlo']],
    ['plain', ['sin emojis', 'plain text', 'बिना इमोजी']],
    ['not_plain', ['con emojis', 'not plain', 'emoji chahiye']],
    ['short', ['mensajes cortos', 'short', 'chhota message']],
    ['not_short', ['más detalle', 'not short', 'vistar se']],
    ['simple', ['palabras sencillas', 'simple words', 'aasan bhasha me', 'सरल भाषा में']],
    ['audio', ['nota de voz', 'voice note', 'no sé leer', 'awaaz me', 'बोलकर बताओ']],
    ['change', ['cambiar', 'quiero cambiar una respuesta', 'change my answer', 'badalna hai', 'बदलना है']],
  ])('%s', (command, phrases) => {
    for (const phrase of phrases)
      expect({ phrase, heard: hearCommand(phrase, ears) }).toEqual({ phrase, heard: { command } })
  })

  test.each([
    ['cambiar 4', 4],
    ['cambiar la 4', 4],
    ['Cambiar la respuesta 4 por favor', 4],
    ['quiero cambiar la pregunta cuatro', 4],
    ['cambia la tercera', 3],
    ['corregir 12', 12],
    ['change 4', 4],
    ['4 change', 4],
    ['change answer four', 4],
    ['please change my answer to question 18', 18],
    ['4 badlo', 4],
    ['sawal 4 badlo', 4],
    ['pregunta 4 badlo', 4],
    ['4 बदलें', 4],
    ['सवाल ४ बदलो', 4],
    ['चार बदलना है', 4],
    ['change #4', 4],
  ])('%j changes answer %i', (phrase, number) => {
    expect(hearCommand(phrase, ears)).toEqual({ command: 'change', number })
  })

  test.each([
    ['english', 'en'],
    ['English please', 'en'],
    ['inglés', 'en'],
    ['ingles por favor', 'en'],
    ['hablar en ingles', 'en'],
    ['quiero hablar en inglés', 'en'],
    ['angrezi', 'en'],
    ['english me baat karo', 'en'],
    ['अंग्रेज़ी', 'en'],
    ['अंग्रेजी में', 'en'],
    ['español', 'es'],
    ['en español', 'es'],
    ['espanol pls', 'es'],
    ['spanish', 'es'],
    ['change language to spanish', 'es'],
    ['हिंदी', 'hi'],
    ['हिन्दी', 'hi'],
    ['hindi please', 'hi'],
    ['hindi me', 'hi'],
    ['hindi mein baat karo', 'hi'],
    ['cambiar a hindi', 'hi'],
    ['hindi karo ji', 'hi'],
  ])('%j asks for %s', (phrase, language) => {
    expect(hearCommand(phrase, ears)).toEqual({ command: 'language', language })
  })

  it('knows every language by its own name', () => {
    for (const { language, name } of Object.values(content.voices)) {
      expect(hearCommand(name, ears)).toEqual({ command: 'language', language })
    }
  })

  test.each([
    ['contniuar', 'continue'],
    ['continar', 'continue'],
    ['resutado', 'result'],
    ['repitir', 'repeat'],
    ['asezor', 'adviser'],
    ['pausaa', 'pause'],
    ['borrar mis datoss', 'delete'],
    ['contineu', 'continue'],
    ['languge', 'language'],
    ['udahran do', 'example'],
  ])('%j is a slip of %s', (phrase, command) => {
    expect(hearCommand(phrase, ears)?.command).toBe(command)
  })
})

describe('what only sounds like a command is none', () => {
  test.each([
    ['no'],
    ['si'],
    ['para'],
    ['para exportar'],
    ['para nada'],
    ['por qué me cobran eso'],
    ['porque no tengo rut'],
    ['por que el banco me pide el formulario'],
    ['why is my refund delayed'],
    ['kyun nahi aaya mera paisa'],
    ['necesito ayuda con el rut'],
    ['hay ayudas para mujeres'],
    ['con ayuda'],
    ['with help'],
    ['yes, with help or more time'],
    ['puedo cambiar de banco'],
    ['cambiar 4 cajas de aguacate'],
    ['cambié de opinión 2 veces'],
    ['the change in price is 4 percent'],
    ['how do I stop the shipment'],
    ['tendríamos que parar'],
    ['costo'],
    ['sample'],
    ['sport'],
    ['otras'],
    ['causa'],
    ['shorts'],
    ['planta'],
    ['una persona'],
    ['personas'],
    ['vendo audios y libros'],
    ['mi hija habla inglés muy bien'],
    ['english speaking buyer in dubai'],
    ['el menú del restaurante'],
    ['quiero exportar y no sé por dónde empezar'],
    ['4'],
    ['12'],
    ['hola'],
    ['ok'],
    [''],
    ['/'],
    ['🙏'],
    ['menu '.repeat(40)],
  ])('%j', (phrase) => {
    expect(hearCommand(phrase, ears)).toBeNull()
  })

  it('no label of a questionnaire is a command', () => {
    const labels = Object.values(content.questionnaires)
      .flatMap((byCountry) => Object.values(byCountry))
      .flatMap(({ byId }) => Object.values(byId))
      .flatMap(({ options }) => options.flatMap(({ label }) => Object.values(label)))
    expect(labels.length).toBeGreaterThan(300)
    expect(labels.filter((label) => hearCommand(label, ears) !== null)).toEqual([])
  })
})
