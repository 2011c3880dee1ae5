#!/usr/bin/env bash
# Prints checksums of what a build computes through its command line, to compare two builds on one machine:
#
#     src/experiments/checksums.sh target/nucleoscope-0.1.0-SNAPSHOT.jar [FOLDER OF IMAGES] > before.txt
#
# label images of a folder of images by both methods; weights after 3 epochs of two networks on test-images, seed 1;
# the results table of a classification by each.
set -euo pipefail

jar=$(realpath "$1")
images=${2:+$(realpath "$2")}
project=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

nucleoscope() {
    java -jar "$jar" "$@" > "$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
}

# One line for all files of a kind below a folder: their number, and the hash of their names and contents.
checksum() {
    (cd "$1" && find . -name "$2" -type f | LC_ALL=C sort | xargs -d '\n' sha256sum) > "$folder/files"
    echo "$3: $(wc -l < "$folder/files") files, $(sha256sum < "$folder/files" | cut -d ' ' -f 1)"
}

for set in test-images ${images:+given}; do
    source=$([ "$set" = given ] && echo "$images" || echo "$project/test-images/images")
    for method in learned classical; do
        nucleoscope segment "$source" --method "$method" -o "$folder/$set-$method"
        checksum "$folder/$set-$method" '*.tif' "labels of $set, $method"
    done
done

# By the recipe that older builds know no other than.
recipe=$(java -jar "$jar" train --help | grep -q -e --recipe && echo "--recipe ORIGINAL" || true)

for network in shallow resnet18@1/8; do
    name=${network//[@\/]/-}
    nucleoscope train "$project/test-images/truth.csv" --images "$project/test-images/images" --network "$network" \
        --epochs 3 --seed 1 $recipe -o "$folder/$name"
    python3 -c 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])' \
        "$folder/$name/model.nucleoscope.zip" "$folder/$name/model"
    # Older builds had the weights of a network there.
    [ ! -d "$folder/$name/model/members" ] || mv "$folder/$name/model/members/1" "$folder/$name/model/weights"
    checksum "$folder/$name/model" '*.npy' "weights of $network"
    nucleoscope classify "$folder/$name/model.nucleoscope.zip" "$project/test-images/images" -o "$folder/$name/classified"
    checksum "$folder/$name/classified" results.csv "results of $network"
done
