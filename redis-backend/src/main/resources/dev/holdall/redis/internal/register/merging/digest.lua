
-- Returns the remaining lifetime in milliseconds (-1 if it never ends) and what tells one record of the key from
-- another: the kind, the version and, for an entry, a hash of the value. An entry of kind U counts as kind V, since its
-- kind is by the clock of this server, and after its end as kind U. Returns F or L for a value that isn't a record, and
-- nothing if there is none.
if corrupt then return corrupt end
if kind == 'A' then return false end
local left, hash = redis.call('PTTL', key), ''
if present or end_millis then
  hash = redis.sha1hex(redis.call('GETRANGE', key, end_millis and '24' or '16', '-1'))
end
if end_millis and kind == 'D' then
  kind = 'U'
elseif kind == 'U' then
  kind, left = 'V', math.max(1, end_millis - math.floor(now_micros / 1000))
end
return {left, struct.pack('>c1i4I4', kind, high, low) .. hash}
