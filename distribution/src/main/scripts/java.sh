# Finds a Java for the scripts that read this file, and has it find every file. POSIX sh.

# Whether the locale of this environment reads and writes UTF-8. Its name does not tell: a locale that is not installed is ASCII.
is_utf8() {
    if command -v locale >/dev/null 2>&1; then
        case $(locale charmap 2>/dev/null) in
            [Uu][Tt][Ff]-8 | [Uu][Tt][Ff]8) return 0 ;;
        esac
        return 1
    fi
    # Without the program, as on musl, every name is taken for what it says.
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
        *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) return 0 ;;
    esac
    return 1
}

# Sets a locale that reads UTF-8 where the one of this environment does not. Java reads file names in the locale's encoding; in any
# other, files with names beyond ASCII would be out of reach, this checkout or installation possibly among them. The server reports
# where none is installed.
use_utf8() {
    ! is_utf8 || return 0
    before=${LC_ALL:-}
    for LC_ALL in C.UTF-8 C.utf8 en_US.UTF-8 $(locale -a 2>/dev/null | grep -i 'utf-\{0,1\}8$' | head -n 1); do
        export LC_ALL
        ! is_utf8 || return 0
    done
    LC_ALL=$before
    [ -n "$before" ] || unset LC_ALL
}

use_utf8

# The major version of the JDK in a folder, or nothing. Its release file tells without starting it.
java_major() {
    [ -x "$1/bin/java" ] || return 0
    version=
    if [ -r "$1/release" ]; then
        version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' "$1/release")
    fi
    if [ -z "$version" ]; then
        version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9][0-9]*\).*/\1/p' | head -n 1)
    fi
    echo "$version"
}

# Follows links to the file they end at.
real_file() {
    file=$1
    while [ -h "$file" ]; do
        link=$(readlink "$file")
        case $link in
            /*) file=$link ;;
            *) file=$(dirname "$file")/$link ;;
        esac
    done
    echo "$file"
}

# Sets java_home and java_version to the first Java of at least version 17; $1 is a program it must have (java or javac).
find_java() {
    java_home=
    java_version=
    on_path=$(command -v "$1" || true)
    if [ -n "$on_path" ]; then
        on_path=$(dirname "$(dirname "$(real_file "$on_path")")")
    fi
    set -- "$1" "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/homebrew/opt/openjdk* \
        /usr/local/opt/openjdk* /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "${HOME:-/nowhere}"/.sdkman/candidates/java/* "${HOME:-/nowhere}"/.jdks/*
    program=$1
    shift
    if [ -n "${JAVA_HOME:-}" ] && [ ! -x "$JAVA_HOME/bin/$program" ]; then
        echo "JAVA_HOME ($JAVA_HOME) has no bin/$program. Looking elsewhere." >&2
    fi
    for candidate in "$@"; do
        if [ -n "$candidate" ] && [ -x "$candidate/bin/$program" ]; then
            major=$(java_major "$candidate")
            if [ -n "$major" ] && [ "$major" -ge 17 ]; then
                java_home=$candidate
                java_version=$major
                return 0
            fi
            if [ "$candidate" = "${JAVA_HOME:-}" ]; then
                echo "JAVA_HOME ($JAVA_HOME) is Java ${major:-of an unknown version}; Patchbay needs 17 or newer. Looking elsewhere." >&2
            fi
        fi
    done
    return 1
}

# What to type to get a JDK here, as far as we can tell.
java_advice() {
    echo "Patchbay needs Java 17 or newer, and none was found: not in JAVA_HOME, not on the PATH, not in the usual folders." >&2
    for offer in "apt-get:sudo apt-get install openjdk-17-jdk-headless" "dnf:sudo dnf install java-17-openjdk-devel" \
        "zypper:sudo zypper install java-17-openjdk-devel" "pacman:sudo pacman -S jdk17-openjdk" \
        "apk:sudo apk add openjdk17" "brew:brew install openjdk"; do
        if command -v "${offer%%:*}" >/dev/null 2>&1; then
            echo "Install one, for example with:  ${offer#*:}" >&2
            return 0
        fi
    done
    echo "Install one, or set JAVA_HOME." >&2
}
