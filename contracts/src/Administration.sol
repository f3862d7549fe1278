// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "./ICustodyLedger.sol";

/// @title Administrators, and how many of them must agree
/// @notice They let organisations join, suspend them and pause the ledger. They cannot touch keys of organisations, nor
/// goods.
abstract contract Administration is ICustodyLedger {
    /// @dev One slot for all that a key stands for. `organization` is the one that it speaks for, `former` the one that it
    /// spoke for until it was removed. `round` and `seat` are an administrator's, 0 if the key never was one; those of an earlier round count no more.
    struct Key {
        uint24 organization;
        uint24 former;
        uint24 round;
        uint8 seat;
    }

    /// @dev One slot. `organizations` is how many ever joined; `lastAnchoredSize` is that of the administrators' own tree.
    struct Registry {
        uint24 organizations;
        uint24 round;
        uint8 administrators;
        uint8 threshold;
        uint64 lastAnchoredSize;
    }

    uint256 private constant MAX_ADMINISTRATORS = 32;

    mapping(address key => Key) internal _keys;
    Registry internal _registry;
    /// @dev A bit for the seat of each administrator that agreed to a call.
    mapping(bytes32 call => uint256 seats) private _confirmations;

    constructor() {
        _keys[msg.sender].round = 1;
        _registry = Registry(0, 1, 1, 1, 0);
    }

    /// @inheritdoc ICustodyLedger
    function setAdministrators(
        bytes32 commandId,
        uint24 expectedRound,
        address[] calldata administrators,
        uint8 threshold,
        bytes32 eventHash
    ) external {
        if (!_agreed(commandId)) return;
        uint24 round = _registry.round;
        if (round != expectedRound) revert StaleRound(expectedRound, round);
        if (administrators.length > MAX_ADMINISTRATORS || threshold == 0 || threshold > administrators.length) {
            revert InvalidThreshold(threshold, administrators.length);
        }
        round++;
        (_registry.round, _registry.administrators, _registry.threshold) =
        (round, uint8(administrators.length), threshold);
        for (uint8 seat = 0; seat < administrators.length; seat++) {
            address key = administrators[seat];
            Key memory taken = _keys[key];
            if (key == address(0) || taken.organization != 0 || taken.former != 0 || taken.round == round) {
                revert InvalidKey(key);
            }
            _keys[key] = Key(0, 0, round, seat);
        }
        emit AdministratorsSet(commandId, administrators, threshold, round, eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function withdraw(bytes32 commandId, bytes32 call) external {
        uint256 seat = _seat(_registry.round);
        if (_confirmations[call] & seat == 0) revert NotConfirmed(call, msg.sender);
        _confirmations[call] ^= seat;
        emit ConfirmationWithdrawn(commandId, call, msg.sender);
    }

    /// @inheritdoc ICustodyLedger
    function isAdministrator(address key) public view returns (bool) {
        return _keys[key].round == _registry.round;
    }

    /// @dev Whether the call that is being made now has all the confirmations that it needs, the sender's included.
    /// Calls are told apart by their bytes, of which the command id is a part, and by the round.
    function _agreed(bytes32 commandId) internal returns (bool) {
        Registry memory r = _registry;
        uint256 seat = _seat(r.round);
        if (r.threshold == 1) return true;

        bytes32 call = keccak256(abi.encodePacked(r.round, msg.data));
        uint256 seats = _confirmations[call];
        if (seats & seat != 0) revert AlreadyConfirmed(call, msg.sender);
        seats |= seat;
        uint8 confirmations = 0;
        for (uint256 rest = seats; rest != 0; rest &= rest - 1) {
            confirmations++;
        }
        if (confirmations == r.threshold) {
            delete _confirmations[call];
            return true;
        }
        if (msg.value != 0) revert ValueTooEarly();
        _confirmations[call] = seats;
        emit Confirmed(commandId, call, msg.sender, confirmations, r.threshold);
        return false;
    }

    function _seat(uint24 round) private view returns (uint256 bit) {
        Key memory k = _keys[msg.sender];
        if (k.round != round) revert NotAdministrator(msg.sender);
        return 1 << k.seat;
    }
}
