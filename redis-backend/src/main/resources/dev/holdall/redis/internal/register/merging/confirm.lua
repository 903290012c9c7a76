-- KEYS: the set of marks of a data centre. ARGV: a header, which isn't used; then keys, each once; then for each key
-- the stamp of the record that the data centre has confirmed. A mark with another stamp stays: the key was written
-- again since. One command reads all marks and one removes them, since a command costs as much as several marks do.
local count = (#ARGV - 1) / 2
local stamps = redis.call('ZMSCORE', KEYS[1], unpack(ARGV, 2, count + 1))
local confirmed = {}
for i = 1, count do
  -- Servers write some whole numbers in another way, such as 1e+15. So numbers are compared too if the texts differ.
  local stamp, now = ARGV[count + 1 + i], stamps[i]
  if now and (now == stamp or tonumber(now) == tonumber(stamp)) then confirmed[#confirmed + 1] = ARGV[i + 1] end
end
if #confirmed == 0 then return 0 end
return redis.call('ZREM', KEYS[1], unpack(confirmed))
