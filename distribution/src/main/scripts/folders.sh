# Sets the default folders, if the environment does not set them. POSIX sh.

# Prints the base folder of settings, connectors and data. The folder is outside of the installation, so that it survives an upgrade.
# $1 is "run" for commands that start a server, and "control" for commands that connect to a server.
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
        # Only the user of the system-wide server may start this server. Other users may connect to it.
        if [ -O "$shared/data" ] || [ "$1" = control ]; then
            own=$shared
        fi
    fi
    echo "$own"
}

# Sets PATCHBAY_CONFIG, PATCHBAY_DEPLOY and PATCHBAY_DATA. Sets PATCHBAY_PROVISION to the folders that shipped files are copied into:
# config and deploy, unless they were set explicitly.
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

# Exits if a folder begins with ~. A shell does not expand ~ inside quotes or in an option after =.
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
