#!/bin/sh
# Gets what the integration tests run beside Java: Node.js with the official conformance suite and the official clients, and the
# proxies nginx and HAProxy, as Debian has them.
# Safe to run again. What this machine does not provide is named, with the command that would, in target/missing.txt.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
missing=$here/target/missing.txt
stamp=$here/node_modules/.setup-done
tools=$here/tools

mkdir -p "$here/target"
: > "$missing"

miss() {
    echo "$1: $2" >> "$missing"
    echo "MISSING: $1. It would come with: $2" >&2
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo > /dev/null; then
        sudo "$@"
    else
        return 1
    fi
}

# The command that installs Node.js and npm here, or nothing.
node_command() {
    for manager in apt-get dnf apk pacman zypper brew; do
        if command -v "$manager" > /dev/null; then
            case $manager in
                apt-get) echo "apt-get install -y --no-install-recommends nodejs npm" ;;
                dnf) echo "dnf install -y nodejs npm" ;;
                apk) echo "apk add nodejs npm" ;;
                pacman) echo "pacman -S --noconfirm nodejs npm" ;;
                zypper) echo "zypper --non-interactive install nodejs npm" ;;
                brew) echo "brew install node" ;;
            esac
            return
        fi
    done
}

# Without anybody to ask, only root installs on its own, as a build machine does; elsewhere a person decides.
agreed() {
    if [ -t 0 ] && [ -z "${CI:-}" ]; then
        printf 'npm is missing. Install it with "%s"? [y/N] ' "$1"
        read -r answer
        [ "$answer" = y ] || [ "$answer" = Y ]
    else
        [ "$(id -u)" -eq 0 ] || [ -n "${CI:-}" ]
    fi
}

install_node() {
    install=$(node_command)
    if [ -z "$install" ]; then
        miss "Node.js with npm, for the conformance suite and the official clients" "your package manager, package nodejs"
        return 1
    fi
    if agreed "$install"; then
        case $install in
            apt-get*) export DEBIAN_FRONTEND=noninteractive; as_root apt-get update -qq && as_root $install ;;
            brew*) $install ;;
            *) as_root $install ;;
        esac && command -v npm > /dev/null && return 0
    fi
    miss "Node.js with npm, for the conformance suite and the official clients" "$install"
    return 1
}

install_packages() {
    pinned=$(cat "$here/package.json" "$here/package-lock.json" | cksum)
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$pinned" ]; then
        return 0
    fi
    echo "Getting the official conformance suite and clients (once, about 340 MB) ..."
    if (cd "$here" && npm ci --loglevel=error --no-progress); then
        echo "$pinned" > "$stamp"
    else
        miss "the conformance suite and the official clients" "cd itests && npm ci"
    fi
}

# Whether a program is on this machine, or unpacked beside the tests.
has_program() {
    for folder in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin "$tools/usr/sbin" "$tools/usr/bin"; do
        [ -x "$folder/$1" ] && return 0
    done
    return 1
}

# Unpacks packages of Debian, and what they need of what is not installed, beside the tests; that takes no rights.
unpack_packages() {
    # no -qq: it hides what would be installed
    names=$(apt-get install --simulate --no-install-recommends "$@" 2> /dev/null | sed -n 's/^Inst \([^ ]*\).*/\1/p')
    [ -n "$names" ] || return 1
    mkdir -p "$tools/packages"
    (cd "$tools/packages" && apt-get download -qq $names) || return 1
    for package in "$tools"/packages/*.deb; do
        dpkg -x "$package" "$tools" || return 1
    done
    rm -r "$tools/packages"
}

# Programs of Debian packages of the same name: installed by root, else unpacked beside the tests.
get_programs() {
    wanted=""
    for program in "$@"; do
        has_program "$program" || wanted="$wanted $program"
    done
    [ -n "$wanted" ] || return 0
    if command -v apt-get > /dev/null; then
        if [ "$(id -u)" -eq 0 ]; then
            export DEBIAN_FRONTEND=noninteractive
            apt-get update -qq || true
            # they are run by the tests only, never as services
            RUNLEVEL=1 apt-get install -y -qq --no-install-recommends $wanted > /dev/null || true
        else
            unpack_packages $wanted || true
        fi
    fi
    for program in $wanted; do
        has_program "$program" || miss "$program, for the tests behind proxies" "apt-get install -y --no-install-recommends $program"
    done
}

get_programs nginx haproxy

if command -v npm > /dev/null || install_node; then
    install_packages
fi
