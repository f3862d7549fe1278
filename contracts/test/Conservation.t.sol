// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "../src/ICustodyLedger.sol";
import {LedgerTest} from "./LedgerTest.sol";
import {vm} from "./Vm.sol";

/// @dev Three organisations that call at random, rightly and wrongly, about lots in kilograms, and an administrator that
/// suspends them and pauses. Counts what took effect, and notes what should not have.
contract Traders {
    struct Lot {
        uint32 owner;
        uint32 custodian;
        uint32 pending;
        ICustodyLedger.Status status;
        uint24 version;
        uint40 deadline;
    }

    ICustodyLedger private immutable _ledger;
    address private immutable _administrator;
    bytes32[] private _lots;
    mapping(bytes32 lot => uint24) private _changes;
    uint256 private _registered;
    uint256 private _gone;
    bool private _wrongParty;
    bool private _actedTwice;
    uint40 private _now = 1_700_000_000;

    address private _lastSender;
    bytes private _lastCall;

    constructor(ICustodyLedger ledger, address administrator) {
        (_ledger, _administrator) = (ledger, administrator);
        register(0, 1_000_000);
    }

    function lots() external view returns (bytes32[] memory) {
        return _lots;
    }

    function changesOf(bytes32 lot) external view returns (uint24) {
        return _changes[lot];
    }

    function balance() external view returns (uint256 registered, uint256 gone) {
        return (_registered, _gone);
    }

    function faults() external view returns (bool wrongParty, bool actedTwice) {
        return (_wrongParty, _actedTwice);
    }

    function register(uint8 who, uint40 quantity) public {
        bytes32 lot = nextLot();
        bytes memory data =
            abi.encodeCall(_ledger.register, ("", lot, ICustodyLedger.Kind.Lot, kilograms(quantity), ""));
        if (attempt(who, data)) {
            created(lot);
            _registered += quantity;
        }
    }

    function offer(uint8 who, uint8 which, uint8 to, bool withOwnership, bool stale, uint8 time) external {
        (bytes32 lot, Lot memory before, uint24 version) = pick(which, stale);
        uint40 deadline = time % 2 == 0 ? 0 : _now + time;
        bytes memory data = abi.encodeCall(_ledger.offer, ("", lot, version, 1 + to % 3, withOwnership, deadline, ""));
        if (changed(who, lot, data)) {
            right(before.custodian == 1 + who % 3 && (!withOwnership || before.owner == before.custodian), before);
        }
    }

    function transferOwnership(uint8 who, uint8 which, uint8 to, bool stale) external {
        (bytes32 lot, Lot memory before, uint24 version) = pick(which, stale);
        bytes memory data = abi.encodeCall(_ledger.transferOwnership, ("", lot, version, 1 + to % 3, 0, ""));
        if (changed(who, lot, data)) right(before.owner == 1 + who % 3, before);
    }

    function accept(uint8 who, uint8 which, bool stale) external {
        (bytes32 lot, Lot memory before, uint24 version) = pick(which, stale);
        if (!changed(who, lot, abi.encodeCall(_ledger.accept, ("", lot, version, "")))) return;
        bool inTime = before.deadline == 0 || _now <= before.deadline;
        if (before.pending != 1 + who % 3 || !inTime) _wrongParty = true;
    }

    function close(uint8 who, uint8 which, uint8 how) external {
        (bytes32 lot, Lot memory before, uint24 version) = pick(which, false);
        uint32 actor = 1 + who % 3;
        if (how % 3 == 0) {
            if (!changed(who, lot, abi.encodeCall(_ledger.reject, ("", lot, version, "")))) return;
            if (before.pending != actor) _wrongParty = true;
        } else if (how % 3 == 1) {
            if (!changed(who, lot, abi.encodeCall(_ledger.cancel, ("", lot, version, "")))) return;
            bool selling = before.status == ICustodyLedger.Status.OwnershipOffered;
            if ((selling ? before.owner : before.custodian) != actor) _wrongParty = true;
        } else {
            if (!changed(who, lot, abi.encodeCall(_ledger.expire, ("", lot, version, "")))) return;
            if (before.deadline == 0 || _now <= before.deadline) _wrongParty = true;
        }
    }

    /// @dev Turns a quantity of one lot into a new one; what is lost may be told rightly or wrongly.
    function transform(uint8 who, uint8 which, uint40 quantity, uint8 lost, bool honest, bool stale) external {
        (bytes32 lot, Lot memory before, uint24 version) = pick(which, stale);
        bytes32 made = nextLot();
        quantity = 256 + quantity % 1_000_000;
        ICustodyLedger.Input[] memory inputs = new ICustodyLedger.Input[](1);
        inputs[0] = ICustodyLedger.Input(lot, version, kilograms(quantity));
        ICustodyLedger.Output[] memory outputs = new ICustodyLedger.Output[](1);
        uint56 out = honest ? quantity - lost : quantity;
        outputs[0] = ICustodyLedger.Output(made, ICustodyLedger.Kind.Lot, kilograms(out));
        bytes memory data = abi.encodeCall(
            _ledger.transformBalanced, ("", inputs, outputs, kilograms(lost), ICustodyLedger.Model.MassBalance, "")
        );
        if (changed(who, lot, data)) {
            right(before.owner == 1 + who % 3 && before.custodian == 1 + who % 3, before);
            created(made);
            _gone += lost;
        }
    }

    function consume(uint8 who, uint8 which, uint40 quantity, bool all, bool stale) external {
        (bytes32 lot, Lot memory before, uint24 version) = pick(which, stale);
        uint56 taken = all ? contentOf(lot) : quantity % 1000;
        bytes memory data = all
            ? abi.encodeCall(_ledger.decommission, ("", lot, version, ""))
            : abi.encodeCall(_ledger.consume, ("", lot, version, kilograms(taken), ""));
        if (changed(who, lot, data)) {
            right(before.owner == 1 + who % 3 && before.custodian == 1 + who % 3, before);
            _gone += taken;
        }
    }

    /// @dev Whatever took effect last is sent again.
    function again() external {
        vm.prank(_lastSender);
        (bool done,) = address(_ledger).call(_lastCall);
        if (done) _actedTwice = true;
    }

    function suspend(uint8 who, bool active) external {
        (, uint24 version) = _ledger.organizationStatusOf(1 + who % 3);
        ICustodyLedger.OrganizationStatus status = active || who > 200
            ? ICustodyLedger.OrganizationStatus.Active
            : ICustodyLedger.OrganizationStatus.Suspended;
        vm.prank(_administrator);
        try _ledger.setOrganizationStatus("", 1 + who % 3, version, status, "") {} catch {}
    }

    function wait(uint8 time) external {
        _now += time;
        vm.warp(_now);
    }

    function attempt(uint8 who, bytes memory data) private returns (bool done) {
        (ICustodyLedger.OrganizationStatus status,) = _ledger.organizationStatusOf(1 + who % 3);
        address sender = address(uint160(0x1001 + who % 3));
        vm.prank(sender);
        (done,) = address(_ledger).call(data);
        if (done) {
            (_lastSender, _lastCall) = (sender, data);
            if (status != ICustodyLedger.OrganizationStatus.Active) _wrongParty = true;
        }
    }

    function changed(uint8 who, bytes32 lot, bytes memory data) private returns (bool done) {
        done = attempt(who, data);
        if (done) _changes[lot]++;
    }

    /// @dev What takes effect on an active lot only, and if `party` holds.
    function right(bool party, Lot memory before) private {
        if (!party || before.status != ICustodyLedger.Status.Active) _wrongParty = true;
    }

    function created(bytes32 lot) private {
        _lots.push(lot);
        _changes[lot] = 1;
    }

    /// @dev Out of the last few lots only, so that calls meet.
    function pick(uint8 which, bool stale) private view returns (bytes32 lot, Lot memory l, uint24 version) {
        uint256 few = _lots.length < 4 ? _lots.length : 4;
        lot = _lots[_lots.length - 1 - which % few];
        (l.owner, l.custodian, l.pending, l.status,, l.version, l.deadline,,) = _ledger.assetOf(lot);
        version = stale ? l.version - 1 : l.version;
    }

    function nextLot() private view returns (bytes32) {
        return keccak256(abi.encode(_lots.length));
    }

    function contentOf(bytes32 lot) private view returns (uint56) {
        (,,,,,,, uint80 content,) = _ledger.assetOf(lot);
        return uint56(content);
    }

    function kilograms(uint56 thousandths) private pure returns (uint80) {
        return (uint80(uint24(bytes3("KGM"))) << 56) | thousandths;
    }
}

contract ConservationTest is LedgerTest {
    Traders private _traders;

    function setUp() public override {
        super.setUp();
        _traders = new Traders(ledger, address(this));
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_traders);
    }

    /// Whatever anybody tries, what is left of all lots is what was registered, less what was consumed, lost or
    /// decommissioned: nothing is made from nothing.
    function invariant_QuantityIsConserved() public view {
        bytes32[] memory lots = _traders.lots();
        uint256 sum = 0;
        for (uint256 i = 0; i < lots.length; i++) {
            sum += uint56(contentOf(lots[i]));
        }
        (uint256 registered, uint256 gone) = _traders.balance();
        check(sum + gone == registered, "sum of all lots");
    }

    /// A lot's version is the number of changes that took effect: none is skipped, none is used twice.
    function invariant_VersionsHaveNoGap() public view {
        bytes32[] memory lots = _traders.lots();
        for (uint256 i = 0; i < lots.length; i++) {
            check(versionOf(lots[i]) == _traders.changesOf(lots[i]), "version");
        }
    }

    /// Every lot has one holder and one owner, at every time, and another organisation pending only while on offer.
    function invariant_ExactlyOneHolder() public view {
        bytes32[] memory lots = _traders.lots();
        for (uint256 i = 0; i < lots.length; i++) {
            (uint32 owner, uint32 custodian,, ICustodyLedger.Status status,, uint24 version,,, uint32 maker) =
                ledger.assetOf(lots[i]);
            check(owner >= MINE && owner <= SHOP && custodian >= MINE && custodian <= SHOP, "holder and owner");
            check(maker >= MINE && maker <= SHOP, "maker");
            checkAsset(lots[i], owner, custodian, status, version);
        }
    }

    /// Nothing ever took effect that was not asked for by the right party, active at the time.
    function invariant_OnlyTheRightPartyActs() public view {
        (bool wrongParty,) = _traders.faults();
        check(!wrongParty, "right party");
    }

    /// What took effect once never takes effect again.
    function invariant_NothingActsTwice() public view {
        (, bool actedTwice) = _traders.faults();
        check(!actedTwice, "acted twice");
    }
}
