# Decides whether a JVM may start with its archive of loaded classes. A damaged archive would end every start. POSIX sh.

# Whether the process $1 is a server or its start script: a number that was written down may belong to another program by now.
is_patchbay() {
    if [ -r "/proc/$1/cmdline" ]; then
        tr '\0' ' ' <"/proc/$1/cmdline"
    else
        ps -p "$1" -o args=
    fi 2>/dev/null | grep -q patchbay
}

# Whether the server that last started with the archive $1 died before it was ready. A container's first process always has the same
# number: a mark with the number of this process was left by an earlier one.
died_at_start() {
    marked=$(cat "$1.starting" 2>/dev/null || true)
    [ -n "$marked" ] && { [ "$marked" = $$ ] || ! is_patchbay "$marked"; }
}

# Sets archive to used if the file $1 is exactly what was written and the last start with it did not die. Throws it away otherwise.
check_archive() {
    archive=
    if [ -f "$1" ]; then
        sum=$(cksum <"$1" 2>/dev/null || true)
        if [ -z "$sum" ] || [ "$sum" != "$(cat "$1.sum" 2>/dev/null || true)" ]; then
            rm -f "$1" "$1.sum" 2>/dev/null || true
        elif died_at_start "$1"; then
            rm -f "$1" "$1.sum" 2>/dev/null || true
            echo "The last start (process $marked) ended before the server was ready. Its archive of loaded classes may be damaged" \
                "and was removed: this start takes longer." >&2
        else
            archive=used
        fi
    fi
    rm -f "$1.starting" 2>/dev/null || true
}

# Notes that this process starts with the archive $1. The server removes the note once it is ready, and when it stops.
mark_start() {
    (umask 077 && echo $$ >"$1.starting") 2>/dev/null || true
}
