#!/usr/bin/env bash
# The main job with `lamin` alone: no Python.  Run it in an empty folder: first_steps.sh DATA_FOLDER
set -euo pipefail
data=$1

lamin init --storage ./lamin-shell
lamin save "$data/penguins.csv" --key penguins/raw.csv
lamin save "$data/tables" --key penguins/tables

# A new version of the same key: only the Adelie penguins.
head -n 1 "$data/penguins.csv" >adelie.csv
grep '^Adelie' "$data/penguins.csv" >>adelie.csv
lamin save adelie.csv --key penguins/raw.csv

lamin list artifact --filter key__startswith=penguins/
lamin list artifact --search raw --json
lamin get artifact --key penguins/raw.csv
cp "$(lamin load artifact --key penguins/raw.csv --json | sed -n 's/.*"path": *"\([^"]*\)".*/\1/p')" loaded.csv
cmp adelie.csv loaded.csv && echo "the loaded file is the saved one"
lamin info
