#!lua flags=allow-oom
-- Nobody is known any more by the names of a conversation.
-- KEYS  1 all names of the conversation  2 its lasting name  3 conversations that are to join it
-- ARGV  1 stem of names
-- Returns how many names that were

local digests = redis.call('SMEMBERS', KEYS[1])
for _, digest in ipairs(digests) do redis.call('DEL', ARGV[1] .. digest) end
redis.call('DEL', unpack(KEYS))
return #digests
