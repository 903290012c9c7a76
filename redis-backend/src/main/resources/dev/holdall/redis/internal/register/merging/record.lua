
-- Returns the remaining lifetime in milliseconds (-1 if it never ends) and the record as another data centre gets it;
-- or nothing if there is none. A record is an entry, or the tombstone of a delete or of a revocation. An entry of kind
-- U goes as kind V with what is left of it, since its end is by the clock of this server.
if type(head) == 'table' then return head end
if corrupt then return corrupt end
if kind == 'A' then return false end
local left = redis.call('PTTL', key)
if kind == 'U' then
  local packed = redis.call('GET', key)
  return {
    math.max(1, end_millis - math.floor(now_micros / 1000)),
    '\254h\1V' .. string.sub(packed, 5, 16) .. string.sub(packed, 25)
  }
elseif kind == 'V' then
  return {left, redis.call('GET', key)}
end
return {left, struct.pack('>c3c1I4i4I4', '\254h\1', kind, 0, high, low)}
