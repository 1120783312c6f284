import type { SignalDataTypeMap, SignalKeyStore } from '@whiskeysockets/baileys'

/** Keys as Baileys asks for them, in memory. */
export function memoryKeys(): SignalKeyStore {
  const kept: { [Type in keyof SignalDataTypeMap]: Map<string, SignalDataTypeMap[Type]> } = {
    'pre-key': new Map(),
    session: new Map(),
    'sender-key': new Map(),
    'sender-key-memory': new Map(),
    'app-state-sync-key': new Map(),
    'app-state-sync-version': new Map(),
    'lid-mapping': new Map(),
    'device-list': new Map(),
    tctoken: new Map(),
    'identity-key': new Map(),
  }

  return {
    get<Type extends keyof SignalDataTypeMap>(type: Type, ids: string[]) {
      const found: Record<string, SignalDataTypeMap[Type]> = {}
      for (const id of ids) {
        const value = kept[type].get(id)
        if (value !== undefined) found[id] = value
      }
      return found
    },
    set(data) {
      put(kept['pre-key'], data['pre-key'])
      put(kept.session, data.session)
      put(kept['sender-key'], data['sender-key'])
      put(kept['sender-key-memory'], data['sender-key-memory'])
      put(kept['app-state-sync-key'], data['app-state-sync-key'])
      put(kept['app-state-sync-version'], data['app-state-sync-version'])
      put(kept['lid-mapping'], data['lid-mapping'])
      put(kept['device-list'], data['device-list'])
      put(kept.tctoken, data.tctoken)
      put(kept['identity-key'], data['identity-key'])
    },
  }
}

function put<Value>(into: Map<string, Value>, given: Record<string, Value | null> = {}): void {
  for (const [id, value] of Object.entries(given)) {
    if (value === null) into.delete(id)
    else into.set(id, value)
  }
}
