
-- Returns the record as another data centre gets it, and its remaining lifetime in milliseconds (-1 if it never ends);
-- or nothing if there is none. A record is an entry, or the tombstone of a delete or of a revocation. An entry of kind U
-- goes as kind V with what is left of it, since its end is by the clock of this server.
if type(head) == 'table' then return head end
if corrupt then return corrupt end
if kind == 'A' then return false end
local left = redis.call('PTTL', key)
if kind == 'U' then
  local packed = redis.call('GET', key)
  return {
    '\254h\1V' .. string.sub(packed, 5, 16) .. string.sub(packed, 25),
    math.max(1, end_millis - math.floor(now_micros / 1000))
  }
elseif kind == 'V' then
  return {redis.call('GET', key), left}
end
return {struct.pack('>c3c1I4i4I4', '\254h\1', kind, 0, high, low), left}
