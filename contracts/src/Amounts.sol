// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Amounts: how much of what
/// @notice The first three bytes are the measure, a UN/ECE Rec 20 code in ASCII with zeros to its right, or zeros if none
/// is stated. The other seven count thousandths of it.
library Amounts {
    /// @notice The thousandths alone.
    function quantity(uint80 amount) internal pure returns (uint56) {
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint56(amount);
    }

    /// @notice The measure alone.
    function measure(uint80 amount) internal pure returns (bytes3) {
        return bytes3(bytes10(amount));
    }
}
