# Sets the folders that the environment does not name. POSIX sh.

# The folder that holds settings, connectors and data: outside of the installation, so that an upgrade replaces none of them.
# $1 is run for commands that start a server, control for commands that speak to one.
default_base() {
    shared=/var/lib/patchbay
    own=
    if [ -n "${PATCHBAY_HOME:-}" ]; then
        echo "$PATCHBAY_HOME"
        return
    elif [ -n "${XDG_DATA_HOME:-}" ]; then
        own=$XDG_DATA_HOME/patchbay
    elif [ "${HOME:-/}" != / ] && [ -d "$HOME" ]; then
        own=$HOME/.local/share/patchbay
    fi
    if [ -z "$own" ]; then
        own=$shared
    elif [ ! -d "$own" ] && [ -d "$shared/data" ]; then
        # The server of this machine: its own user may start it, others may ask it.
        if [ -O "$shared/data" ] || [ "$1" = control ]; then
            own=$shared
        fi
    fi
    echo "$own"
}

# Sets PATCHBAY_CONFIG, PATCHBAY_DEPLOY, PATCHBAY_DATA, and in PATCHBAY_PROVISION which of the first two shipped files are copied
# into: those that nobody has named.
find_folders() {
    base=$(default_base "$1")
    unnamed=
    [ -n "${PATCHBAY_CONFIG:-}" ] || unnamed=config
    [ -n "${PATCHBAY_DEPLOY:-}" ] || unnamed="$unnamed deploy"
    PATCHBAY_PROVISION=${PATCHBAY_PROVISION:-${unnamed:-false}}
    PATCHBAY_CONFIG=${PATCHBAY_CONFIG:-$base/config}
    PATCHBAY_DEPLOY=${PATCHBAY_DEPLOY:-$base/deploy}
    PATCHBAY_DATA=${PATCHBAY_DATA:-$base/data}
}

# Ends where a folder begins with ~, which no shell expands in an assignment with quotes or after =: a folder of that name is not meant.
refuse_tilde() {
    for folder in "$PATCHBAY_CONFIG" "$PATCHBAY_DEPLOY" "$PATCHBAY_DATA" "${PATCHBAY_SECRETS:-}"; do
        case $folder in
            "~"*)
                echo "The folder $folder begins with ~, which the shell did not expand. Write the whole path." >&2
                exit 2
                ;;
        esac
    done
}
