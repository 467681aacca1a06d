# Determines how much memory this process may use, and the size of the server's heap. POSIX sh.

# Prints the limits in bytes from the files named $3 in the folder $2 and in each folder above it, up to $1.
folder_limits() {
    root=$1
    folder=$2
    name=$3
    while :; do
        if [ -r "$folder/$name" ]; then
            # The value "max" means that there is no limit.
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

# Prints the memory limits of this process in bytes, one per line: of its control groups (version 2 and 1) and of the machine.
# $1 is a prefix of /proc and /sys, for tests.
memory_limits() {
    prefix=${1:-}
    groups=$prefix/sys/fs/cgroup
    if [ -r "$prefix/proc/self/cgroup" ]; then
        while IFS= read -r line; do
            path=${line#*:*:}
            case $path in
                / | *..*) path= ;; # The path is relative to a namespace: the root folder is the group.
            esac
            case $line in
                0::*)
                    folder_limits "$groups" "$groups$path" memory.max
                    [ ! -d "$groups/unified" ] || folder_limits "$groups/unified" "$groups/unified$path" memory.max
                    ;;
                *:memory:* | *:memory,*:* | *:*,memory:* | *:*,memory,*:*)
                    [ -d "$groups/memory$path" ] || path=
                    folder_limits "$groups/memory" "$groups/memory$path" memory.limit_in_bytes
                    ;;
            esac
        done <"$prefix/proc/self/cgroup"
    fi
    if [ -r "$prefix/proc/meminfo" ]; then
        while read -r name value unit; do
            if [ "$name" = MemTotal: ]; then
                echo "${value}000" # Converts kB to bytes, rounded down.
                break
            fi
        done <"$prefix/proc/meminfo"
    elif [ -z "$prefix" ]; then
        sysctl -n hw.memsize 2>/dev/null || true
    fi
}

# Prints the memory in MiB that this process may use, or nothing if it is unknown. $1 is a prefix of /proc and /sys, for tests.
memory_mebibytes() {
    smallest=
    for limit in $(memory_limits "${1:-}"); do
        # Without a limit, version 1 has a number close to 2^63.
        if [ ${#limit} -le 16 ]; then
            limit=$((limit / 1048576))
            if [ -z "$smallest" ] || [ "$limit" -lt "$smallest" ]; then
                smallest=$limit
            fi
        fi
    done
    echo "$smallest"
}

# Prints the size of the heap in MiB for $1 MiB of memory. The rest is for classes, compiled code, threads and buffers.
heap_mebibytes() {
    heap=512
    if [ -n "$1" ]; then
        heap=$((($1 - 96) * 7 / 8))
        [ "$heap" -le 512 ] || heap=512
        [ "$heap" -ge 32 ] || heap=32
    fi
    echo "$heap"
}
