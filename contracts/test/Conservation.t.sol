// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CustodyLedger} from "../src/CustodyLedger.sol";
import {ICustodyLedger} from "../src/ICustodyLedger.sol";
import {LedgerTest} from "./LedgerTest.sol";
import {vm} from "./Vm.sol";

/// @dev Three organisations that call at random, rightly and wrongly. It counts what took effect.
contract Traders {
    CustodyLedger private immutable _ledger;
    bytes32[] private _lots;
    mapping(bytes32 lot => uint24) private _changes;
    uint256 private _registered;

    constructor(CustodyLedger ledger) {
        _ledger = ledger;
        register(0, 1_000_000);
    }

    function lots() external view returns (bytes32[] memory) {
        return _lots;
    }

    function changesOf(bytes32 lot) external view returns (uint24) {
        return _changes[lot];
    }

    function registered() external view returns (uint256) {
        return _registered;
    }

    function register(uint8 who, uint40 quantity) public {
        bytes32 lot = keccak256(abi.encode(_lots.length));
        vm.prank(trader(who));
        try _ledger.register("", lot, ICustodyLedger.Kind.Lot, quantity, "") {
            created(lot);
            _registered += quantity;
        } catch {}
    }

    function offer(uint8 who, uint8 which, uint8 to, bool withOwnership, bool stale) external {
        (bytes32 lot, uint24 version) = pick(which, stale);
        vm.prank(trader(who));
        try _ledger.offer("", lot, version, 1 + to % 3, withOwnership, 0, "") {
            _changes[lot]++;
        } catch {}
    }

    function accept(uint8 who, uint8 which, bool stale) external {
        (bytes32 lot, uint24 version) = pick(which, stale);
        vm.prank(trader(who));
        try _ledger.accept("", lot, version, "") {
            _changes[lot]++;
        } catch {}
    }

    function close(uint8 who, uint8 which, bool rejected) external {
        (bytes32 lot, uint24 version) = pick(which, false);
        vm.prank(trader(who));
        if (rejected) {
            try _ledger.reject("", lot, version, "") {
                _changes[lot]++;
            } catch {}
        } else {
            try _ledger.cancel("", lot, version, "") {
                _changes[lot]++;
            } catch {}
        }
    }

    /// @dev Turns a quantity of one lot into a new lot of as much.
    function transform(uint8 who, uint8 which, uint40 quantity, bool stale) external {
        (bytes32 lot, uint24 version) = pick(which, stale);
        bytes32 made = keccak256(abi.encode(_lots.length));
        ICustodyLedger.Input[] memory inputs = new ICustodyLedger.Input[](1);
        inputs[0] = ICustodyLedger.Input(lot, version, quantity % 2_000_000);
        ICustodyLedger.Output[] memory outputs = new ICustodyLedger.Output[](1);
        outputs[0] = ICustodyLedger.Output(made, ICustodyLedger.Kind.Lot, quantity % 2_000_000);
        vm.prank(trader(who));
        try _ledger.transform("", inputs, outputs, "") {
            _changes[lot]++;
            created(made);
        } catch {}
    }

    function created(bytes32 lot) private {
        _lots.push(lot);
        _changes[lot] = 1;
    }

    /// @dev Out of the first few lots only, so that calls meet.
    function pick(uint8 which, bool stale) private view returns (bytes32 lot, uint24 version) {
        uint256 few = _lots.length < 4 ? _lots.length : 4;
        lot = _lots[which % few];
        (,,,,, version,,) = _ledger.assetOf(lot);
        if (stale) version--;
    }

    function trader(uint8 who) private pure returns (address) {
        return address(uint160(0x1001 + who % 3));
    }
}

contract ConservationTest is LedgerTest {
    Traders private _traders;

    function setUp() public override {
        super.setUp();
        _traders = new Traders(ledger);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_traders);
    }

    /// Whatever anybody tries, all lots together hold what was registered, and nothing is made from nothing.
    function invariant_QuantityIsConserved() public view {
        bytes32[] memory lots = _traders.lots();
        uint256 sum = 0;
        for (uint256 i = 0; i < lots.length; i++) {
            sum += contentOf(lots[i]);
        }
        check(sum == _traders.registered(), "sum of all lots");
    }

    /// A lot's version is the number of changes that took effect: none is skipped, none is used twice.
    function invariant_VersionsNeverSkip() public view {
        bytes32[] memory lots = _traders.lots();
        for (uint256 i = 0; i < lots.length; i++) {
            (,,,,, uint24 version,,) = ledger.assetOf(lots[i]);
            check(version == _traders.changesOf(lots[i]), "version");
        }
    }
}
