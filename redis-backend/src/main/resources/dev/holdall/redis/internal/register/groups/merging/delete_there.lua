
-- ARGV: header, the index of the marks for the data centre that deletes. Takes the very version of the delete that was
-- made there, so that no entry that was put since is deleted. It is marked there for all others, and not here. But what
-- is marked here for that data centre wasn't known there, and is deleted, whatever its version is.
if corrupt then
  redis.call('DEL', key)
  stored, entries = {}, {}
end
keeps_version = not is_above(greatest, string.sub(ARGV[1], 9, 16))
if not keeps_version and not corrupt then
  local marks = KEYS[tonumber(ARGV[2])]
  keeps_version = marks and not redis.call('ZSCORE', marks, key)
end
if keeps_version then stamp = '' end
