"""Makes the binary fixtures beside this file: own synthetic numbers, written by independent programs.

Run once, by hand: python make-fixtures.py   (h5py 3.16.0, scipy 1.17.1, soundfile 0.14.0 with libFLAC, numpy)
Every signal is  round(A * sin(2 pi f i / fs)) + ((i * 7919 + c * 104729) % 11) - 5  as the tests compute it again.
"""
from pathlib import Path
import h5py
import numpy as np
import scipy.io
import soundfile

OUT = Path(__file__).parent / "fixtures"
OUT.mkdir(exist_ok=True)


def signal(count, channel, amplitude):
    i = np.arange(count, dtype=np.int64)
    return np.round(amplitude * np.sin(2 * np.pi * i * (channel + 1) / 97)).astype(np.int64) + (i * 7919 + channel * 104729) % 11 - 5


def flac(name, subtype, shift, channels, count, amplitude):
    data = np.stack([signal(count, c, amplitude) for c in range(channels)], axis=1)
    if channels == 2:
        data[:, 1] = data[:, 0] + data[:, 1] % 5  # so that stereo decorrelation pays
    wide = np.int32 if shift == 16 or subtype == "PCM_24" else np.int16
    shifted = {"PCM_S8": data << 8, "PCM_16": data, "PCM_24": data << 8}[subtype]
    soundfile.write(OUT / name, shifted.astype(np.int32 if subtype == "PCM_24" else np.int16), 96000, subtype=subtype, format="FLAC")


flac("two-channels-16.flac", "PCM_16", 0, 2, 9000, 12000)
flac("one-channel-8.flac", "PCM_S8", 8, 1, 5000, 90)
flac("three-channels-24.flac", "PCM_24", 8, 3, 5000, 3_000_000)

emg = np.stack([signal(3000, c, 1000) for c in range(3)], axis=1)
contents = {
    "emg": emg.astype(np.float32),
    "fs": 2000.0,
    "units": "mV",
    "labels": np.array(["tibialis anterior", "soleus", "gastrocnemius"], dtype=object),
    "info": {"operator": "nobody", "trial": 3},
}
scipy.io.savemat(OUT / "compressed.mat", contents, do_compression=True)
scipy.io.savemat(OUT / "plain.mat", {**contents, "emg": emg.astype(np.int16).T}, do_compression=False)


def h5(name, libver, write):
    with h5py.File(OUT / name, "w", libver=libver) as file:
        write(file)


def classic(file):
    group = file.create_group("signals")
    group.attrs["sampling_rate"] = 2000.0
    data = group.create_dataset("emg", data=emg.astype(np.int16), chunks=(512, 2), compression="gzip", shuffle=True, fletcher32=True)
    data.attrs["unit"] = "uV"
    group.create_dataset("force", data=signal(3000, 5, 500).astype(">f8"))
    file.create_dataset("short", data=np.arange(5))


h5("classic.h5", "earliest", classic)


def latest(file):
    file.attrs["fs"] = 2000
    column = signal(1000, 0, 1000).astype(np.int16)
    file.create_dataset("single", data=column, chunks=(1000,))
    file.create_dataset("fixed", data=column, chunks=(50,), compression="gzip")
    file.create_dataset("extensible", data=column, chunks=(8,), maxshape=(None,))
    file.create_dataset("tree", data=np.stack([column, column + 1], axis=1), chunks=(16, 1), maxshape=(None, None), compression="gzip")
    implicit = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    implicit.set_chunk((256,))
    implicit.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    space = h5py.h5s.create_simple((1000,))
    h5py.h5d.create(file.id, b"implicit", h5py.h5t.STD_I16LE, space, implicit).write(h5py.h5s.ALL, h5py.h5s.ALL, column)
    file.create_dataset("paged", data=column, chunks=(1,), maxshape=(1000,))
    many = file.create_group("many")
    for i in range(60):
        many.attrs[f"note {i}"] = f"text {i}"
        many.create_dataset(f"value {i}", data=float(i))
    compact = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    compact.set_layout(h5py.h5d.COMPACT)
    space = h5py.h5s.create_simple((20,))
    h5py.h5d.create(file.id, b"compact", h5py.h5t.STD_I16LE, space, compact).write(h5py.h5s.ALL, h5py.h5s.ALL, np.arange(20, dtype=np.int16))


h5("newer-1.10.h5", ("v110", "v110"), latest)
h5("newer-2.0.h5", "latest", latest)


def matlab73(path):
    with h5py.File(path, "w", userblock_size=512, libver="earliest") as file:
        emg_set = file.create_dataset("emg", data=emg.astype(np.float64).T, chunks=(1, 1024), compression="gzip")
        emg_set.attrs["MATLAB_class"] = np.bytes_("double")
        file.create_dataset("fs", data=np.array([[2000.0]])).attrs["MATLAB_class"] = np.bytes_("double")
        refs = file.create_group("#refs#")
        names = []
        for i, label in enumerate(["tibialis anterior", "soleus", "gastrocnemius"]):
            text = refs.create_dataset(chr(97 + i), data=np.array([[ord(c)] for c in label], dtype=np.uint16))
            text.attrs["MATLAB_class"] = np.bytes_("char")
            names.append(text.ref)
        cell = file.create_dataset("labels", (3, 1), dtype=h5py.ref_dtype)
        for i, ref in enumerate(names):
            cell[i, 0] = ref
        cell.attrs["MATLAB_class"] = np.bytes_("cell")
    text = b"MATLAB 7.3 MAT-file, Platform: synthetic, HDF5 schema 1.00 ."
    with open(path, "r+b") as file:
        file.write(text.ljust(116) + b"\0" * 8 + b"\x00\x02IM")


matlab73(OUT / "seven-three.mat")
for path in sorted(OUT.iterdir()):
    print(path.name, path.stat().st_size)


def other_filter(file):
    file.attrs["fs"] = 2000
    file.create_dataset("emg", data=signal(300, 0, 1000).astype(np.int16), chunks=(300,), compression="lzf")


h5("other-filter.h5", "latest", other_filter)
