# Finds out how much memory this process may use, and how large the server's heap can be. POSIX sh.

# Prints the smallest number of bytes among the files that hold one: $2, and the file of that name in each folder above, up to $1.
smallest_limit() {
    root=$1
    folder=$2
    name=$3
    while :; do
        if [ -r "$folder/$name" ]; then
            # Word by word: "max" stands for no limit.
            read -r value <"$folder/$name" || true
            case $value in
                "" | *[!0-9]*) ;;
                *) echo "$value" ;;
            esac
        fi
        case $folder in
            "$root" | / | .) break ;;
        esac
        folder=${folder%/*}
    done
}

# Prints the limits in bytes that hold for this process, one a line: of its control groups (version 2 and 1) and of the machine.
# $1 is put before /proc and /sys.
memory_limits() {
    fake=${1:-}
    groups=$fake/sys/fs/cgroup
    if [ -r "$fake/proc/self/cgroup" ]; then
        while IFS= read -r line; do
            path=${line#*:*:}
            case $path in
                / | *..*) path= ;; # seen from inside of its namespace, or from outside of it: the root is the group
            esac
            case $line in
                0::*)
                    smallest_limit "$groups" "$groups$path" memory.max
                    [ ! -d "$groups/unified" ] || smallest_limit "$groups/unified" "$groups/unified$path" memory.max
                    ;;
                *:memory:* | *:memory,*:* | *:*,memory:* | *:*,memory,*:*)
                    [ -d "$groups/memory$path" ] || path=
                    smallest_limit "$groups/memory" "$groups/memory$path" memory.limit_in_bytes
                    ;;
            esac
        done <"$fake/proc/self/cgroup"
    fi
    if [ -r "$fake/proc/meminfo" ]; then
        while read -r name value unit; do
            if [ "$name" = MemTotal: ]; then
                echo "${value}000" # kB; a little less than they are
                break
            fi
        done <"$fake/proc/meminfo"
    elif [ -z "$fake" ]; then
        sysctl -n hw.memsize 2>/dev/null || true
    fi
}

# Prints the memory in MiB that this process may use, or nothing where that cannot be found out. $1 is put before /proc and /sys.
memory_mebibytes() {
    least=
    for limit in $(memory_limits "${1:-}"); do
        # Where there is none, version 1 shows a number close to 2^63.
        if [ ${#limit} -le 16 ]; then
            limit=$((limit / 1048576))
            if [ -z "$least" ] || [ "$limit" -lt "$least" ]; then
                least=$limit
            fi
        fi
    done
    echo "$least"
}

# Prints the heap in MiB for that much memory: what classes, compiled code, threads and buffers take is left out of it.
heap_mebibytes() {
    heap=512
    if [ -n "$1" ]; then
        heap=$((($1 - 96) * 7 / 8))
        [ "$heap" -le 512 ] || heap=512
        [ "$heap" -ge 32 ] || heap=32
    fi
    echo "$heap"
}
