"""Reads recordings with programs that share no code with ours, and prints what they found as JSON.

Usage: python independent-readers.py FOLDER
Prints {"missing": {reader: reason}, "channels": [{reader, file, index, scale, count, first, last, mean, rms}]}; `index` is
the channel's place in the file, `scale` is what a printed value must be multiplied with to be in the file's own unit.
"""
import json
import sys
import warnings
from pathlib import Path

import numpy as np

warnings.simplefilter("ignore")
folder = Path(sys.argv[1])
found = {"missing": {}, "channels": []}


def add(reader, file, index, values, scale=1.0):
    values = np.asarray(values, dtype=np.float64)
    found["channels"].append(
        dict(reader=reader, file=file, index=index, scale=scale, count=len(values), first=values[:40].tolist(),
             last=values[-40:].tolist(), mean=float(np.mean(values)), rms=float(np.sqrt(np.mean(values**2))))
    )


def with_mne():
    import mne

    mne.set_log_level("ERROR")
    for file in ["edf/edfio_test_subsecond.edf", "edf/pyedflib_test_generator.edf", "edf/bids_typing_32ch_emg.edf",
                 "edf/mne_test_bdf_stim_channel.bdf"]:
        read = mne.io.read_raw_bdf if file.endswith("bdf") else mne.io.read_raw_edf
        raw = read(folder / file, stim_channel=None, preload=True)
        for index in range(len(raw.ch_names)):
            add("mne", file, index, raw.get_data(picks=[index])[0], 1e6)
    # Channels of the highest rate only: MNE resamples the others.
    for file, rate in [("edf/edfio_short_psg.edf", 100), ("edf/edfio_short_psg.bdf", 100)]:
        read = mne.io.read_raw_bdf if file.endswith("bdf") else mne.io.read_raw_edf
        raw = read(folder / file, stim_channel=None, preload=True)
        for index in range(3):
            add("mne", file, index, raw.get_data(picks=[index])[0], 1e6)
    raw = mne.io.read_raw_brainvision(folder / "brainvision/test.vhdr", preload=True)
    for index in range(26):
        add("mne", "brainvision/test.vhdr", index, raw.get_data(picks=[index])[0], 1e6)


def with_biosig():
    import biosig

    for file, channels in [("edf/edfio_short_psg.edf", 3), ("edf/pyedflib_test_generator.edf", 11),
                           ("edf/mne_test_bdf_stim_channel.bdf", 3), ("wfdb/emg_healthy.hea", 1)]:
        data = biosig.data(str(folder / file))
        for index in range(channels):
            add("biosig", file, index, data[:, index])


def with_scipy():
    import scipy.io
    import scipy.io.wavfile

    emg = scipy.io.loadmat(folder / "mat/unibo_user_4_day_2_posture_1.mat")["emg"]
    for index in range(emg.shape[1]):
        add("scipy", "mat/unibo_user_4_day_2_posture_1.mat", index, emg[:, index])
    for file in ["wav/amp_off.wav", "wav/pulse_1.wav"]:
        add("scipy", file, 0, scipy.io.wavfile.read(folder / file)[1], 1 / 32768)


def with_h5py():
    import h5py

    with h5py.File(folder / "opensignals/emg_bursts.h5") as file:
        add("h5py", "opensignals/emg_bursts.h5", 0, file["00:07:80:3B:46:61/raw/channel_3"][:, 0])


def with_numpy():
    for file, options in [
        ("text/SpikeHound_sample.txt", dict(delimiter=",", usecols=[1])),
        ("text/biosppy_emg.txt", {}),
        ("text/myo_35622-1_7_rest.txt", dict(delimiter=",")),
        ("uci_gestures/1_raw_data_11-08_21.03.16.txt", dict(skiprows=1, usecols=range(1, 10))),
        ("uci_lower_limb/3Asen.txt", dict(skiprows=7)),
        ("uci_physical_action/sub1_Punching.txt", {}),
        ("gait/santuz_P0001_01.csv", dict(delimiter=",", skiprows=1, usecols=range(1, 14))),
    ]:
        table = np.loadtxt(folder / file, ndmin=2, **options)
        for index in range(table.shape[1]):
            add("numpy", file, index, table[:, index])


for reader, read in [("mne", with_mne), ("biosig", with_biosig), ("scipy", with_scipy), ("h5py", with_h5py), ("numpy", with_numpy)]:
    try:
        read()
    except ImportError as error:
        found["missing"][reader] = str(error)
print(json.dumps(found))
