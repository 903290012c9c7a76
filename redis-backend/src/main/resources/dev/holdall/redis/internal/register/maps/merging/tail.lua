
-- In several data centres, the last arguments are the time in milliseconds for which a tombstone stays, and the stamp
-- of the mark, which is '' if the key isn't marked.
local stamp = table.remove(ARGV)
retention = tonumber(table.remove(ARGV))

-- Whether the version is stored as it was asked for.
local keeps_version = false
