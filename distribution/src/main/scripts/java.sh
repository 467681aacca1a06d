# Finds a Java for the scripts that include this file, and sets a locale in which Java can read all file names. POSIX sh.

# Succeeds if the locale uses UTF-8. The name of the locale is not sufficient, because a locale that is not installed uses ASCII.
is_utf8() {
    if command -v locale >/dev/null 2>&1; then
        case $(locale charmap 2>/dev/null) in
            [Uu][Tt][Ff]-8 | [Uu][Tt][Ff]8) return 0 ;;
        esac
        return 1
    fi
    # If the program locale is missing, for example on musl, the name is sufficient.
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
        *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) return 0 ;;
    esac
    return 1
}

# Sets a locale with UTF-8 if the present one does not use it. Java decodes file names with the encoding of the locale. With another
# encoding, Java cannot open files with non-ASCII names, possibly including this checkout or installation. If no locale with UTF-8 is
# installed, the server reports this problem.
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

# Prints the major version of the JDK in the folder $1, or nothing. Reads the release file if possible, which is faster than starting Java.
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

# Prints the target of the file $1 after following all links.
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

# Sets java_home and java_version to the first Java of version 17 or newer that has the program $1 (java or javac).
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
                echo "JAVA_HOME ($JAVA_HOME) is Java ${major:-of an unknown version}, but Patchbay requires 17 or newer. Looking elsewhere." >&2
            fi
        fi
    done
    return 1
}

# Prints how to install a JDK on this machine.
java_advice() {
    echo "Patchbay requires Java 17 or newer. None was found in JAVA_HOME, on the PATH or in the usual folders." >&2
    for offer in "apt-get:sudo apt-get install openjdk-17-jdk-headless" "dnf:sudo dnf install java-17-openjdk-devel" \
        "zypper:sudo zypper install java-17-openjdk-devel" "pacman:sudo pacman -S jdk17-openjdk" \
        "apk:sudo apk add openjdk17" "brew:brew install openjdk"; do
        if command -v "${offer%%:*}" >/dev/null 2>&1; then
            echo "Install Java, for example with:  ${offer#*:}" >&2
            return 0
        fi
    done
    echo "Install Java, or set JAVA_HOME." >&2
}
