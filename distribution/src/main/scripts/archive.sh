# Checks whether a JVM may start with its archive of loaded classes. Every start with a damaged archive would fail. POSIX sh.

# Succeeds if the process with the number $1 is a server or its start script. Another program may have this number now.
is_patchbay() {
    if [ -r "/proc/$1/cmdline" ]; then
        tr '\0' ' ' <"/proc/$1/cmdline"
    else
        ps -p "$1" -o args=
    fi 2>/dev/null | grep -q patchbay
}

# Succeeds if the last server that started with the archive $1 ended before it was ready. The first process of a container always has
# the same number. A mark with the number of this process is therefore from an earlier process.
died_at_start() {
    marked=$(cat "$1.starting" 2>/dev/null || true)
    [ -n "$marked" ] && { [ "$marked" = $$ ] || ! is_patchbay "$marked"; }
}

# Sets archive to "used" if the file $1 has its recorded checksum and the last start with it succeeded. Otherwise deletes the file.
check_archive() {
    archive=
    if [ -f "$1" ]; then
        sum=$(cksum <"$1" 2>/dev/null || true)
        if [ -z "$sum" ] || [ "$sum" != "$(cat "$1.sum" 2>/dev/null || true)" ]; then
            rm -f "$1" "$1.sum" 2>/dev/null || true
        elif died_at_start "$1"; then
            rm -f "$1" "$1.sum" 2>/dev/null || true
            echo "The last start (process $marked) ended before the server was ready. Its archive of loaded classes may be damaged" \
                "and was removed. This start takes longer." >&2
        else
            archive=used
        fi
    fi
    rm -f "$1.starting" 2>/dev/null || true
}

# Writes a mark that this process starts with the archive $1. The server removes the mark when it is ready and when it stops.
mark_start() {
    (umask 077 && echo $$ >"$1.starting") 2>/dev/null || true
}
